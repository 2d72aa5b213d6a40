package io.wxsession.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.logging.Log;
import io.quarkus.redis.client.RedisHostsProvider;
import io.smallrye.common.annotation.Identifier;
import redis.embedded.RedisServer;

/**
 * A real Redis for development, started with the first use unless {@code quarkus.redis.hosts} names one. It belongs to the
 * JVM and not to the application, so that sessions outlive a live reload.
 */
@ApplicationScoped
@Identifier("embedded")
@IfBuildProfile("dev")
class EmbeddedRedis implements RedisHostsProvider {

    private static final String RUNNING = "io.wxsession.dev.redis";

    @Override
    public Set<URI> getHosts() {
        String running = System.getProperty(RUNNING);
        if (running == null) {
            running = start();
            System.setProperty(RUNNING, running);
        }
        return Set.of(URI.create(running));
    }

    private static String start() {
        try {
            int port = freePort();
            RedisServer.newRedisServer().port(port).bind("127.0.0.1")
                    .setting("save \"\"").setting("appendonly no")
                    .onShutdownForceStop(true).build().start();
            Log.infof("A Redis for development listens on port %d", port);
            return "redis://127.0.0.1:" + port;
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded Redis does not start; name one with -Dquarkus.redis.hosts=redis://…",
                    e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
