package io.wxsession.redis;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.redis.connection.ClientInternals;
import io.wxsession.redis.connection.RedisEndpoint;
import io.wxsession.redis.topology.Topology;

/**
 * The commands that show whether Redis serves requests: one for each master. A node of a cluster that has lost its majority still
 * answers PING, but no command with a key.
 */
final class ServingProbe {

    private ServingProbe() {
    }

    static Collection<Request> of(Topology topology) {
        return topology.hasSlots() ? ofEachMaster(topology) : List.of(Request.cmd(Command.PING));
    }

    private static Collection<Request> ofEachMaster(Topology topology) {
        int masters = topology.masters().size();
        Map<RedisEndpoint, Request> probes = new HashMap<>();
        Iterator<Request> candidates = Partition.all().map(ServingProbe::question).iterator();
        while (probes.size() < masters && candidates.hasNext()) {
            Request candidate = candidates.next();
            topology.master(ClientInternals.slot(candidate)).ifPresent(master -> probes.putIfAbsent(master, candidate));
        }
        return probes.isEmpty() ? List.of(question(new Partition(0))) : probes.values();
    }

    private static Request question(Partition partition) {
        return Request.cmd(Command.EXISTS).arg(RedisKeys.liveSessions(partition));
    }
}
