package io.wxsession.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

/**
 * A link to a server on this machine that can be cut (connections end, new ones are closed at once) or stalled (nothing arrives
 * until it is whole again). It is told over HTTP, for tests may live in another class loader: {@code GET /cut}, {@code /stall},
 * {@code /mend}.
 */
final class TcpLink {

    private enum State {
        WHOLE,
        STALLED,
        CUT
    }

    private final NetClient client;
    private final int target;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final List<Runnable> delayed = new ArrayList<>();
    private State state = State.WHOLE;
    private int port;
    private int controlPort;

    private TcpLink(Vertx vertx, int target) {
        this.client = vertx.createNetClient();
        this.target = target;
    }

    static TcpLink open(Vertx vertx, int target) {
        TcpLink link = new TcpLink(vertx, target);
        link.port = Blocking.get(vertx.createNetServer().connectHandler(link::connect).listen(0, "127.0.0.1")).actualPort();
        link.controlPort = Blocking.get(vertx.createHttpServer().requestHandler(request -> {
            link.change(request.path());
            request.response().end();
        }).listen(0, "127.0.0.1")).actualPort();
        return link;
    }

    int port() {
        return port;
    }

    int controlPort() {
        return controlPort;
    }

    private synchronized void change(String command) {
        state = switch (command) {
            case "/cut" -> State.CUT;
            case "/stall" -> State.STALLED;
            default -> State.WHOLE;
        };
        if (state == State.CUT) {
            delayed.clear();
            List.copyOf(open).forEach(NetSocket::close);
        } else if (state == State.WHOLE) {
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
        } else {
            transfer.run();
        }
    }
}
