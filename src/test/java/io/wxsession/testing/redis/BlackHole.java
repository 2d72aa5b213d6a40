package io.wxsession.testing.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** An address at which packets vanish: a listening socket whose backlog is full, so that connecting to it never ends. */
public final class BlackHole implements AutoCloseable {

    private static final int PROBE_MILLIS = 300;

    private final ServerSocket server;
    private final List<Socket> backlog = new ArrayList<>();

    private BlackHole(ServerSocket server) {
        this.server = server;
    }

    /** Opens one. */
    public static BlackHole open() throws IOException {
        BlackHole hole = new BlackHole(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        while (hole.accepts()) {
            if (hole.backlog.size() > 100) {
                throw new IOException("the backlog is never full");
            }
        }
        return hole;
    }

    private boolean accepts() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(server.getLocalSocketAddress(), PROBE_MILLIS);
            return backlog.add(socket);
        } catch (SocketTimeoutException full) {
            socket.close();
            return false;
        }
    }

    /** Its address as {@code quarkus.redis.hosts} takes it. */
    public String url() {
        return "redis://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : backlog) {
            socket.close();
        }
        server.close();
    }
}
