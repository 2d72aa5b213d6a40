package io.wxsession.redis;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.redis.BlackHole;
import io.wxsession.testing.redis.Blow;
import io.wxsession.testing.redis.FailureScenario;
import io.wxsession.testing.redis.RedisCluster;
import io.wxsession.testing.redis.RedisProcess;
import io.wxsession.testing.redis.SessionLoad;

/** What the failure of a node of a cluster costs, with one service that is told all nodes and one that is told only one. */
class ClusterFailureIT extends PackagedTest {

    private static RedisCluster cluster;
    private static PackagedService toldAll;
    private static PackagedService toldOne;

    @BeforeAll
    static void startAll() {
        cluster = RedisCluster.start();
        toldAll = start(cluster(cluster.nodes().stream().map(RedisProcess::url).collect(joining(","))));
        toldOne = start(cluster(cluster.nodes().get(0).url()));
    }

    @AfterAll
    static void stopAll() {
        FailureScenario.closeAll(toldOne, toldAll, cluster);
    }

    @BeforeEach
    void allIsWell() {
        cluster.awaitWhole();
    }

    @AfterEach
    void heal() {
        cluster.heal();
    }

    private static Map<String, String> cluster(String hosts) {
        Map<String, String> changed = FailureScenario.settings(settings, hosts);
        changed.put("quarkus.redis.client-type", "cluster");
        return changed;
    }

    @ParameterizedTest
    @EnumSource
    void aReplicaThatFailsCostsNothing(Blow blow) {
        RedisProcess replica = cluster.replicaOf(cluster.masters().get(1));
        FailureScenario.under(load()).strike(() -> blow.hit(replica)).until(() -> cluster.holdsFailed(replica))
                .end("cluster/" + blow + " replica").nothingFailed();
    }

    @ParameterizedTest
    @EnumSource
    void aMasterThatFailsTakesOnlyItsOwnSlotsAlong(Blow blow) {
        RedisProcess first = cluster.nodes().get(0);
        RedisProcess master = cluster.masters().stream().filter(node -> node != first).findFirst().orElseThrow();
        masterFails("cluster/" + blow + " master", blow, master);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstConfiguredHostIsAMasterLikeAnother(Blow blow) {
        RedisProcess first = cluster.nodes().get(0);
        cluster.makeMaster(first);
        masterFails("cluster/" + blow + " first configured host", blow, first);
    }

    private static void masterFails(String name, Blow blow, RedisProcess master) {
        RedisProcess replica = cluster.replicaOf(master);
        Set<String> partitions = cluster.partitionsOf(master);
        FailureScenario.under(load()).strike(() -> blow.hit(master)).until(() -> cluster.hasPromoted(replica, master))
                .end(name).onlyFailed(answer -> answer.partition() == null || partitions.contains(answer.partition()));
    }

    @ParameterizedTest
    @EnumSource
    void aClusterThatHasLostItsMajorityIsNotReadyUntilItIsBack(Blow blow) {
        List<RedisProcess> majority = cluster.masters().subList(0, 2);
        FailureScenario.await(() -> readiness(toldAll) == 200 && readiness(toldOne) == 200);
        majority.forEach(blow::hit);
        FailureScenario.await(() -> readiness(toldAll) == 503 && readiness(toldOne) == 503);
        majority.forEach(RedisProcess::revive);
        FailureScenario.await(() -> readiness(toldAll) == 200 && readiness(toldOne) == 200);
    }

    private static int readiness(PackagedService service) {
        return given().port(service.managementPort()).get("/q/health/ready").statusCode();
    }

    @ParameterizedTest
    @EnumSource
    void aMasterThatComesBackAsAReplicaCostsNothing(Blow blow) {
        RedisProcess master = cluster.masters().get(0);
        RedisProcess replica = cluster.replicaOf(master);
        blow.hit(master);
        FailureScenario.await(() -> cluster.hasPromoted(replica, master));
        FailureScenario.under(load()).strike(master::revive).until(() -> cluster.isReplica(master))
                .end("cluster/return after " + blow + " of a master").nothingFailed();
    }

    @Test
    void aMasterThatHandsOverInGoodOrderCostsNothing() {
        RedisProcess master = cluster.masters().get(1);
        RedisProcess replica = cluster.replicaOf(master);
        FailureScenario.under(load()).strike(() -> replica.tell("CLUSTER", "FAILOVER"))
                .until(() -> cluster.isReplica(master) && !cluster.isReplica(replica))
                .end("cluster/handover of a master").nothingFailed();
    }

    @Test
    void slotsMoveWithoutACost() {
        RedisProcess source = cluster.masters().get(0);
        RedisProcess target = cluster.masters().get(2);
        FailureScenario.under(load()).strike(() -> cluster.reshard(source, target, 3000)).until(() -> true)
                .end("cluster/3000 slots move").nothingFailed();
    }

    @Test
    void aHostThatDropsPacketsDoesNotHinderTheStart() throws IOException {
        try (BlackHole hole = BlackHole.open();
                PackagedService service = start(cluster(hole.url() + "," + cluster.nodes().get(3).url()))) {
            FailureScenario.under(SessionLoad.start(service)).strike(() -> {
            }).until(() -> true).end("cluster/black hole as first host at start").nothingFailed();
        }
    }

    private static SessionLoad load() {
        return SessionLoad.start(toldAll, toldOne);
    }
}
