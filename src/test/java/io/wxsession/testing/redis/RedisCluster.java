package io.wxsession.testing.redis;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cluster of three masters with a replica each. A failed master takes only its own slots along. */
public final class RedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int PARTITIONS = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final List<RedisProcess> nodes;

    private RedisCluster(List<RedisProcess> nodes) {
        this.nodes = nodes;
    }

    /** Starts the six processes and waits until the cluster is whole. */
    public static RedisCluster start() {
        RedisCluster cluster = new RedisCluster(Stream.generate(RedisCluster::startNode).limit(2 * MASTERS).toList());
        try {
            cluster.form();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private static RedisProcess startNode() {
        return RedisProcess.server("cluster-enabled yes", "cluster-node-timeout 1500", "cluster-require-full-coverage no",
                "cluster-allow-replica-migration no", "repl-diskless-sync yes", "repl-diskless-sync-delay 0");
    }

    private void form() {
        nodes.forEach(node -> node.tell("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(nodes.indexOf(node) + 1)));
        nodes.stream().skip(1).forEach(node -> node.tell("CLUSTER", "MEET", "127.0.0.1", port(nodes.get(0))));
        await().atMost(PATIENCE).until(() -> nodes.stream().allMatch(node -> table(node).size() == nodes.size()));
        for (int i = 0; i < MASTERS; i++) {
            int first = SLOTS * i / MASTERS;
            List<String> add = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
            IntStream.range(first, SLOTS * (i + 1) / MASTERS).forEach(slot -> add.add(Integer.toString(slot)));
            nodes.get(i).tell(add.toArray(String[]::new));
            nodes.get(i + MASTERS).tell("CLUSTER", "REPLICATE", id(nodes.get(i)));
        }
        awaitWhole();
    }

    /** All processes, the first three masters at first. */
    public List<RedisProcess> nodes() {
        return nodes;
    }

    /** The processes that say that they are masters. */
    public List<RedisProcess> masters() {
        return nodes.stream().filter(node -> myself(node).isMaster()).toList();
    }

    /** The replica of a master. */
    public RedisProcess replicaOf(RedisProcess master) {
        String id = id(master);
        return nodes.stream().filter(node -> myself(node).master().equals(id)).findFirst().orElseThrow();
    }

    /** The hash tags of the partitions that a master has. */
    public Set<String> partitionsOf(RedisProcess master) {
        Set<Integer> slots = myself(master).ownedSlots().boxed().collect(Collectors.toSet());
        return master.ask(wire -> IntStream.range(0, PARTITIONS).mapToObj("p%03x"::formatted)
                .filter(tag -> slots.contains((int) wire.number("CLUSTER", "KEYSLOT", tag))).collect(Collectors.toSet()));
    }

    /** Whether a node has a master, in its own opinion and that of all others. */
    public boolean isReplica(RedisProcess node) {
        return nodes.stream().allMatch(other -> table(other).stream()
                .anyMatch(row -> row.port() == node.port() && !row.isMaster() && !row.isDoubtful()));
    }

    /** Whether all other nodes agree that this one has failed. */
    public boolean holdsFailed(RedisProcess failed) {
        return others(failed).allMatch(node -> table(node).stream()
                .anyMatch(row -> row.port() == failed.port() && row.hasFailed()));
    }

    /** Whether all other nodes know the replica of a failed master as the master of its slots. */
    public boolean hasPromoted(RedisProcess replica, RedisProcess failed) {
        return others(failed).allMatch(node -> table(node).stream()
                .anyMatch(row -> row.port() == replica.port() && row.isMaster() && row.hasSlots()));
    }

    private Stream<RedisProcess> others(RedisProcess one) {
        return nodes.stream().filter(node -> node != one);
    }

    /** Makes a node a master if it is none, in good order. */
    public void makeMaster(RedisProcess node) {
        if (!myself(node).isMaster()) {
            node.tell("CLUSTER", "FAILOVER");
            await().atMost(PATIENCE).until(() -> myself(node).isMaster());
            awaitWhole();
        }
    }

    /** Brings back what was killed or frozen, and waits until the cluster is whole. */
    public void heal() {
        nodes.forEach(RedisProcess::revive);
        awaitWhole();
    }

    /** Waits until every master has its replica, and everybody knows it. */
    public void awaitWhole() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> nodes.stream().allMatch(this::isContent)
                && masters().size() == MASTERS && masters().stream().allMatch(master -> replicaOf(master) != null));
    }

    private boolean isContent(RedisProcess node) {
        List<ClusterRow> table = table(node);
        boolean synchronised = myself(node).isMaster() || node.info("replication").get("master_link_status").equals("up");
        return synchronised && table.size() == nodes.size() && table.stream().noneMatch(ClusterRow::isDoubtful)
                && table.stream().filter(row -> row.isMaster() && row.hasSlots()).count() == MASTERS
                && table.stream().allMatch(row -> row.isMaster() == row.hasSlots())
                && table.stream().mapToInt(ClusterRow::slots).sum() == SLOTS
                && node.ask(wire -> wire.text("CLUSTER", "INFO")).contains("cluster_state:ok");
    }

    /** Moves so many slots with all their keys, one after the other. */
    public void reshard(RedisProcess source, RedisProcess target, int count) {
        List<Integer> slots = myself(source).ownedSlots().limit(count).boxed().toList();
        String sourceId = id(source);
        String targetId = id(target);
        List<RedisWire> others = masters().stream().filter(node -> node != target).map(RedisProcess::connect).toList();
        try (RedisWire from = source.connect(); RedisWire to = target.connect()) {
            for (int number : slots) {
                String slot = Integer.toString(number);
                to.send("CLUSTER", "SETSLOT", slot, "IMPORTING", sourceId);
                from.send("CLUSTER", "SETSLOT", slot, "MIGRATING", targetId);
                for (List<String> keys = keys(from, slot); !keys.isEmpty(); keys = keys(from, slot)) {
                    keys.forEach(key -> from.send("MIGRATE", "127.0.0.1", port(target), key, "0", "5000"));
                }
                to.send("CLUSTER", "SETSLOT", slot, "NODE", targetId);
                others.forEach(wire -> wire.send("CLUSTER", "SETSLOT", slot, "NODE", targetId));
            }
        } finally {
            others.forEach(RedisWire::close);
        }
    }

    private static List<String> keys(RedisWire from, String slot) {
        return from.texts("CLUSTER", "GETKEYSINSLOT", slot, "100");
    }

    private static String id(RedisProcess node) {
        return node.ask(wire -> wire.text("CLUSTER", "MYID"));
    }

    private static String port(RedisProcess node) {
        return Integer.toString(node.port());
    }

    private static ClusterRow myself(RedisProcess node) {
        return table(node).stream().filter(ClusterRow::isMyself).findFirst().orElseThrow();
    }

    private static List<ClusterRow> table(RedisProcess node) {
        return node.ask(wire -> wire.text("CLUSTER", "NODES")).lines().map(ClusterRow::parse).toList();
    }

    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
    }
}
