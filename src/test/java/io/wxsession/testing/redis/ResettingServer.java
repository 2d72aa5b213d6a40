package io.wxsession.testing.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections and resets each as soon as it is told something, as a Redis does that is killed, or a proxy in front. */
public final class ResettingServer implements AutoCloseable {

    private final ServerSocket server;
    private final AtomicInteger resets = new AtomicInteger();

    private ResettingServer(ServerSocket server) {
        this.server = server;
    }

    /** Opens one. */
    public static ResettingServer open() throws IOException {
        ResettingServer opened = new ResettingServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread accepting = new Thread(opened::accept);
        accepting.setDaemon(true);
        accepting.start();
        return opened;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.getInputStream().read();
                // Closing it now sends a reset.
                socket.setSoLinger(true, 0);
                socket.close();
                resets.incrementAndGet();
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    /** How many connections it has reset. */
    public int resets() {
        return resets.get();
    }

    /** Its address as {@code quarkus.redis.hosts} takes it. */
    public String url() {
        return "redis://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
