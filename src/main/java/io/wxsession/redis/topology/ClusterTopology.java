package io.wxsession.redis.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.wxsession.log.OutageLines;
import io.wxsession.redis.connection.PendingCommand;
import io.wxsession.redis.connection.RedisEndpoint;
import io.wxsession.redis.connection.RedisSettings;

/** The masters of a Redis Cluster and their slots, as any of its servers names them. */
final class ClusterTopology implements Topology {

    private static final int SLOTS = 16384;

    private final List<RedisEndpoint> configured;
    private final AtomicReferenceArray<RedisEndpoint> masterOfSlot = new AtomicReferenceArray<>(SLOTS);
    private final TopologyQuestion question;
    private volatile Set<RedisEndpoint> masters = Set.of();
    private volatile List<RedisEndpoint> servers;

    ClusterTopology(Vertx vertx, RedisSettings settings, OutageLines lines) {
        this.configured = settings.endpoints();
        this.servers = configured;
        this.question = new TopologyQuestion(vertx, settings, lines, "server of Redis",
                Request.cmd(Command.CLUSTER).arg("SLOTS"), () -> servers,
                this::read);
    }

    @Override
    public Optional<RedisEndpoint> master(int slot) {
        return slot == PendingCommand.NO_KEY ? anyMaster() : Optional.ofNullable(masterOfSlot.get(slot));
    }

    private Optional<RedisEndpoint> anyMaster() {
        List<RedisEndpoint> all = List.copyOf(masters);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(ThreadLocalRandom.current().nextInt(all.size())));
    }

    @Override
    public Set<RedisEndpoint> masters() {
        return masters;
    }

    @Override
    public boolean hasSlots() {
        return true;
    }

    @Override
    public void moved(int slot, RedisEndpoint master) {
        masterOfSlot.set(slot, master);
        if (!masters.contains(master)) {
            Set<RedisEndpoint> more = new LinkedHashSet<>(masters);
            more.add(master);
            masters = more;
        }
        question.askIfOld();
    }

    @Override
    public void refreshIfOld() {
        question.askIfOld();
    }

    @Override
    public Future<Void> refresh() {
        return question.ask();
    }

    @Override
    public void close() {
        question.close();
    }

    /**
     * Takes over a reply of CLUSTER SLOTS: for each range its first and last slot, then its master and its replicas, each with
     * host and port. A server that knows no range is not part of the cluster yet.
     */
    private boolean read(RedisEndpoint asked, Response ranges) {
        RedisEndpoint[] bySlot = new RedisEndpoint[SLOTS];
        Set<RedisEndpoint> named = new LinkedHashSet<>();
        Set<RedisEndpoint> all = new LinkedHashSet<>();
        for (Response range : ranges) {
            RedisEndpoint master = server(asked, range.get(2));
            named.add(master);
            for (int slot = range.get(0).toInteger(); slot <= range.get(1).toInteger(); slot++) {
                bySlot[slot] = master;
            }
            for (int i = 2; i < range.size(); i++) {
                all.add(server(asked, range.get(i)));
            }
        }
        if (named.isEmpty()) {
            return false;
        }
        takeOver(bySlot, named, all);
        return true;
    }

    private void takeOver(RedisEndpoint[] bySlot, Set<RedisEndpoint> named, Collection<RedisEndpoint> all) {
        for (int slot = 0; slot < SLOTS; slot++) {
            masterOfSlot.set(slot, bySlot[slot]);
        }
        if (!named.equals(masters)) {
            masters = named;
        }
        Set<RedisEndpoint> toAsk = new LinkedHashSet<>(all);
        toAsk.addAll(configured);
        servers = new ArrayList<>(toAsk);
    }

    /** A server without a name is the one that was asked, as it was reached. */
    private static RedisEndpoint server(RedisEndpoint asked, Response server) {
        Response host = server.get(0);
        return asked.at(host == null ? "" : host.toString(), server.get(1).toInteger());
    }
}
