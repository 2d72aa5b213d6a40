package io.wxsession.testing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

/**
 * A link to a server on this machine that can be cut (connections end, new ones are closed at once), stalled (nothing arrives
 * until it is whole again) or long (what is sent arrives 100 ms later). It is told over HTTP, for tests may live in another class
 * loader: {@code GET /cut}, {@code /stall}, {@code /lengthen}, {@code /mend}.
 */
public final class TcpLink {

    private static final long WAY_MILLIS = 100;

    private enum State {
        WHOLE,
        LONG,
        STALLED,
        CUT
    }

    private final Vertx vertx;
    private final NetClient client;
    private final int target;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final List<Runnable> delayed = new ArrayList<>();
    private final Set<Runnable> underWay = new LinkedHashSet<>();
    private State state = State.WHOLE;
    private int port;
    private int controlPort;

    private TcpLink(Vertx vertx, int target) {
        this.vertx = vertx;
        this.client = vertx.createNetClient();
        this.target = target;
    }

    /** Opens a link to a port of this machine. */
    public static TcpLink open(Vertx vertx, int target) {
        TcpLink link = new TcpLink(vertx, target);
        link.port = Blocking.get(vertx.createNetServer().connectHandler(link::connect).listen(0, "127.0.0.1")).actualPort();
        link.controlPort = Blocking.get(vertx.createHttpServer().requestHandler(request -> {
            link.change(request.path());
            request.response().end();
        }).listen(0, "127.0.0.1")).actualPort();
        return link;
    }

    /** Where to connect. */
    public int port() {
        return port;
    }

    int controlPort() {
        return controlPort;
    }

    /** Connections end, and no new one comes about. */
    public void cut() {
        change(State.CUT);
    }

    /** What is sent arrives a tenth of a second later. */
    public void lengthen() {
        change(State.LONG);
    }

    /** All is well again. */
    public void mend() {
        change(State.WHOLE);
    }

    private void change(String command) {
        change(switch (command) {
            case "/cut" -> State.CUT;
            case "/stall" -> State.STALLED;
            case "/lengthen" -> State.LONG;
            default -> State.WHOLE;
        });
    }

    private synchronized void change(State changed) {
        state = changed;
        if (state == State.CUT) {
            delayed.clear();
            List.copyOf(open).forEach(NetSocket::close);
        } else if (state == State.WHOLE) {
            underWay.forEach(Runnable::run);
            underWay.clear();
            delayed.forEach(Runnable::run);
            delayed.clear();
        }
    }

    private synchronized void connect(NetSocket near) {
        if (state == State.CUT) {
            near.close();
            return;
        }
        near.pause();
        client.connect(target, "127.0.0.1").onFailure(failure -> near.close()).onSuccess(far -> {
            pass(near, far);
            pass(far, near);
            near.resume();
        });
    }

    private void pass(NetSocket from, NetSocket to) {
        open.add(from);
        from.handler(bytes -> whenWhole(() -> to.write(bytes)));
        from.closeHandler(closed -> {
            open.remove(from);
            to.close();
        });
    }

    private synchronized void whenWhole(Runnable transfer) {
        if (state == State.STALLED) {
            delayed.add(transfer);
        } else if (state == State.LONG) {
            underWay.add(transfer);
            vertx.setTimer(WAY_MILLIS, over -> arrive(transfer));
        } else {
            transfer.run();
        }
    }

    private synchronized void arrive(Runnable transfer) {
        if (underWay.remove(transfer)) {
            transfer.run();
        }
    }
}
