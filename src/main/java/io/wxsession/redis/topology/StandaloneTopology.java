package io.wxsession.redis.topology;

import java.util.Optional;
import java.util.Set;

import io.vertx.core.Future;
import io.wxsession.redis.connection.RedisEndpoint;

/** A single server, which is always the master. */
final class StandaloneTopology implements Topology {

    private final Optional<RedisEndpoint> master;
    private final Set<RedisEndpoint> masters;

    StandaloneTopology(RedisEndpoint server) {
        this.master = Optional.of(server);
        this.masters = Set.of(server);
    }

    @Override
    public Optional<RedisEndpoint> master(int slot) {
        return master;
    }

    @Override
    public Set<RedisEndpoint> masters() {
        return masters;
    }

    @Override
    public boolean hasSlots() {
        return false;
    }

    @Override
    public Future<Void> refresh() {
        return Future.succeededFuture();
    }
}
