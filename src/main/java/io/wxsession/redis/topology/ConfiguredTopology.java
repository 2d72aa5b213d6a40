package io.wxsession.redis.topology;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.vertx.core.Vertx;
import io.wxsession.log.OutageLines;
import io.wxsession.redis.connection.RedisSettings;

/** The topology that {@code quarkus.redis.client-type} names. Made at its first use, when the settings have been checked. */
public final class ConfiguredTopology implements Supplier<Topology> {

    private final Vertx vertx;
    private final RedisSettings settings;
    private final OutageLines lines;
    private final AtomicReference<Topology> topology = new AtomicReference<>();

    /**
     * Reads no setting yet.
     *
     * @param lines when to log that nobody names the masters
     */
    public ConfiguredTopology(Vertx vertx, RedisSettings settings, OutageLines lines) {
        this.vertx = vertx;
        this.settings = settings;
        this.lines = lines;
    }

    @Override
    public Topology get() {
        Topology made = topology.get();
        if (made == null) {
            topology.compareAndSet(null, create());
            made = topology.get();
        }
        return made;
    }

    private Topology create() {
        return switch (settings.type()) {
            case STANDALONE -> new StandaloneTopology(settings.endpoints().get(0));
            case SENTINEL -> SingleMasterTopology.watchedBySentinels(vertx, settings, lines);
            case REPLICATION -> SingleMasterTopology.namedByServers(vertx, settings, lines);
            case CLUSTER -> new ClusterTopology(vertx, settings, lines);
        };
    }

    /** Ends the topology's connections, if it was ever used. */
    public void close() {
        Topology made = topology.get();
        if (made != null) {
            made.close();
        }
    }
}
