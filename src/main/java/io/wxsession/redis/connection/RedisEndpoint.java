package io.wxsession.redis.connection;

import java.net.URI;
import java.util.Objects;

/**
 * A Redis or Sentinel server: where it listens and how to log in there. Prints only where it listens, because its URI may hold a
 * password.
 */
public final class RedisEndpoint {

    private static final int DEFAULT_PORT = 6379;

    private final URI uri;

    private RedisEndpoint(URI uri) {
        this.uri = uri;
    }

    /**
     * The server with that URI.
     *
     * @param uri as {@code quarkus.redis.hosts} spells it
     */
    public static RedisEndpoint of(String uri) {
        return new RedisEndpoint(URI.create(uri));
    }

    /** Whether a server of Redis is named. Without a host, the library would connect to this machine. */
    static boolean isUsable(String uri) {
        URI server = URI.create(uri);
        return "unix".equals(server.getScheme())
                || ("redis".equals(server.getScheme()) || "rediss".equals(server.getScheme())) && server.getHost() != null;
    }

    /** The URI, with its password. */
    String uri() {
        return uri.toString();
    }

    private String host() {
        return uri.getHost();
    }

    private int port() {
        return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    }

    /** Another server with the same login, database and options. An empty host means the host of this server. */
    public RedisEndpoint at(String host, int port) {
        String name = host.isEmpty() ? host() : host;
        String bracketed = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        return with(bracketed + ":" + port, uri.getRawPath());
    }

    /** The same server without a database, which a Sentinel does not know. */
    public RedisEndpoint withoutDatabase() {
        return with(host() + ":" + port(), "");
    }

    private RedisEndpoint with(String address, String path) {
        String login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        String options = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return of(uri.getScheme() + "://" + login + address + Objects.requireNonNullElse(path, "") + options);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RedisEndpoint endpoint && uri.equals(endpoint.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    @Override
    public String toString() {
        return uri.getHost() == null ? uri.getPath() : host() + ":" + port();
    }
}
