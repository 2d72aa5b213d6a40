package io.wxsession.testing.redis;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A master with two replicas, watched by three Sentinels of which two must agree. */
public final class RedisSentinels implements AutoCloseable {

    /** The name under which the Sentinels know the master. */
    public static final String MASTER = "wxsession";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final List<RedisProcess> servers = new ArrayList<>();
    private final List<RedisProcess> sentinels = new ArrayList<>();

    private RedisSentinels() {
    }

    /** Starts the six processes and waits until all know each other. */
    public static RedisSentinels start() {
        RedisSentinels all = new RedisSentinels();
        try {
            all.servers.add(startServer());
            int master = all.servers.get(0).port();
            for (int i = 0; i < 2; i++) {
                all.servers.add(startServer("replicaof 127.0.0.1 " + master));
            }
            for (int i = 0; i < 3; i++) {
                all.sentinels.add(RedisProcess.sentinel("sentinel monitor " + MASTER + " 127.0.0.1 " + master + " 2",
                        "sentinel down-after-milliseconds " + MASTER + " 1500",
                        "sentinel failover-timeout " + MASTER + " 5000", "sentinel parallel-syncs " + MASTER + " 2"));
            }
            all.awaitWhole();
            return all;
        } catch (RuntimeException | Error e) {
            all.close();
            throw e;
        }
    }

    private static RedisProcess startServer(String... settings) {
        return RedisProcess.server(Stream.concat(Stream.of("repl-diskless-sync yes", "repl-diskless-sync-delay 0"),
                Stream.of(settings)).toArray(String[]::new));
    }

    /** The master and its replicas, the master first at first. */
    public List<RedisProcess> servers() {
        return servers;
    }

    /** The Sentinels. */
    public List<RedisProcess> sentinels() {
        return sentinels;
    }

    /** The server that all Sentinels that live call the master. */
    public RedisProcess master() {
        return called(sentinels.get(2));
    }

    /** The servers that are not the master. */
    public List<RedisProcess> replicas() {
        RedisProcess master = master();
        return servers.stream().filter(server -> server != master).toList();
    }

    private RedisProcess called(RedisProcess sentinel) {
        int port = Integer.parseInt(
                sentinel.ask(wire -> wire.texts("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER)).get(1));
        return servers.stream().filter(server -> server.port() == port).findFirst().orElseThrow();
    }

    /** Whether a Sentinel that lives calls another the master, and that one knows it. */
    public boolean hasLeft(RedisProcess failed) {
        RedisProcess master = master();
        return master != failed && isMaster(master);
    }

    /** Whether the Sentinels that live hold that replica for down. */
    public boolean holdsDown(RedisProcess replica) {
        return sentinels.stream()
                .allMatch(sentinel -> sentinel.ask(wire -> wire.send("SENTINEL", "REPLICAS", MASTER)) instanceof List<?> rows
                        && rows.stream().anyMatch(row -> isOf(replica, (List<?>) row)));
    }

    private static boolean isOf(RedisProcess replica, List<?> row) {
        return row.contains("127.0.0.1:" + replica.port()) && row.get(row.indexOf("flags") + 1).toString().contains("s_down");
    }

    /** Whether the other Sentinels hold that one for down. */
    public boolean holdsSentinelDown(RedisProcess failed) {
        return sentinels.stream().filter(sentinel -> sentinel != failed)
                .allMatch(sentinel -> sentinel.ask(wire -> wire.send("SENTINEL", "SENTINELS", MASTER)) instanceof List<?> rows
                        && rows.stream().map(List.class::cast)
                                .anyMatch(row -> row.get(row.indexOf("port") + 1).equals(Integer.toString(failed.port()))
                                        && row.get(row.indexOf("flags") + 1).toString().contains("s_down")));
    }

    /** Brings back what was killed or frozen, and waits until all is whole. */
    public void heal() {
        servers.forEach(RedisProcess::revive);
        // A Sentinel that was frozen trusts nobody for half a minute; one that is new has no such doubts.
        sentinels.stream().filter(sentinel -> !sentinel.answers()).forEach(sentinel -> {
            sentinel.kill();
            sentinel.start();
        });
        // By themselves the Sentinels take ten seconds to tell a former master.
        RedisProcess master = master();
        servers.stream().filter(server -> server != master && isMaster(server))
                .forEach(server -> server.tell("REPLICAOF", "127.0.0.1", Integer.toString(master.port())));
        awaitWhole();
    }

    /** Waits until all Sentinels know each other, one master and two replicas that follow it. */
    public void awaitWhole() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            RedisProcess master = master();
            return isMaster(master) && sentinels.stream().allMatch(sentinel -> called(sentinel) == master)
                    && sentinels.stream().allMatch(RedisSentinels::isContent)
                    && replicas().stream().allMatch(replica -> follows(replica, master));
        });
    }

    private static boolean isMaster(RedisProcess server) {
        return server.info("replication").get("role").equals("master");
    }

    /** Whether a server follows the master, or the one that is left of it. */
    public boolean follows(RedisProcess replica) {
        return follows(replica, master());
    }

    private static boolean follows(RedisProcess replica, RedisProcess master) {
        var replication = replica.info("replication");
        return replication.get("role").equals("slave") && replication.get("master_link_status").equals("up")
                && replication.get("master_port").equals(Integer.toString(master.port()));
    }

    private static boolean isContent(RedisProcess sentinel) {
        return sentinel.ask(wire -> wire.text("INFO", "sentinel")).contains("status=ok")
                && sentinel.ask(wire -> wire.text("SENTINEL", "CKQUORUM", MASTER)).startsWith("OK 3 ")
                && sentinel.ask(wire -> wire.send("SENTINEL", "REPLICAS", MASTER)) instanceof List<?> rows
                && rows.size() == 2 && rows.stream().map(List.class::cast)
                        .allMatch(row -> row.get(row.indexOf("flags") + 1).equals("slave")
                                && row.get(row.indexOf("master-link-status") + 1).equals("ok"));
    }

    @Override
    public void close() {
        sentinels.forEach(RedisProcess::close);
        servers.forEach(RedisProcess::close);
    }
}
