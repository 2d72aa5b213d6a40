package io.wxsession.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.logging.Log;
import io.quarkus.redis.client.RedisHostsProvider;
import io.smallrye.common.annotation.Identifier;
import redis.embedded.RedisServer;

/**
 * A real Redis for development, started at the first use unless {@code quarkus.redis.hosts} is set. It belongs to the JVM and
 * not to the application, so sessions survive a live reload. It writes to disk, so sessions survive a stop of Redis.
 */
@ApplicationScoped
@Identifier("embedded")
@IfBuildProfile("dev")
class EmbeddedRedis implements RedisHostsProvider {

    private static final String SERVER = "io.wxsession.dev.redis";

    @Override
    public Set<URI> getHosts() {
        RedisServer server = server().orElseGet(EmbeddedRedis::create);
        return Set.of(URI.create("redis://127.0.0.1:" + server.ports().get(0)));
    }

    /** The server of this JVM, if it was started. */
    static Optional<RedisServer> server() {
        return Optional.ofNullable((RedisServer) System.getProperties().get(SERVER));
    }

    private static RedisServer create() {
        try {
            int port = freePort();
            Path directory = Files.createDirectories(Path.of("target", "redis-" + port).toAbsolutePath());
            RedisServer server = RedisServer.newRedisServer().port(port).bind("127.0.0.1")
                    .setting("save \"\"").setting("appendonly yes").setting("appendfsync always")
                    .setting("dir \"" + directory + "\"")
                    .onShutdownForceStop(true).build();
            server.start();
            System.getProperties().put(SERVER, server);
            Log.infof("A Redis for development listens on port %d", port);
            return server;
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
