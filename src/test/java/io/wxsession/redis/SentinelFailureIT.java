package io.wxsession.redis;

import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.Wechat;
import io.wxsession.testing.redis.BlackHole;
import io.wxsession.testing.redis.Blow;
import io.wxsession.testing.redis.FailureScenario;
import io.wxsession.testing.redis.RedisProcess;
import io.wxsession.testing.redis.RedisSentinels;
import io.wxsession.testing.redis.SessionLoad;

/** What the failure of a server or of a Sentinel costs, where Sentinels watch a master and its replicas. */
class SentinelFailureIT extends PackagedTest {

    private static RedisSentinels redis;
    private static PackagedService service;

    @BeforeAll
    static void startAll() {
        redis = RedisSentinels.start();
        service = start(watched(redis.sentinels().stream().map(RedisProcess::url)));
    }

    @AfterAll
    static void stopAll() {
        FailureScenario.closeAll(service, redis);
    }

    @BeforeEach
    void allIsWell() {
        redis.awaitWhole();
    }

    @AfterEach
    void heal() {
        redis.heal();
    }

    private static Map<String, String> watched(Stream<String> hosts) {
        Map<String, String> changed = FailureScenario.settings(settings, hosts.collect(joining(",")));
        changed.put("quarkus.redis.client-type", "sentinel");
        changed.put("quarkus.redis.master-name", RedisSentinels.MASTER);
        return changed;
    }

    @ParameterizedTest
    @EnumSource
    void aReplicaThatFailsCostsNothing(Blow blow) {
        RedisProcess replica = redis.replicas().get(0);
        FailureScenario.under(load()).strike(() -> blow.hit(replica)).until(() -> redis.holdsDown(replica))
                .end("sentinel/" + blow + " replica").nothingFailed();
    }

    @ParameterizedTest
    @EnumSource
    void aMasterThatFailsIsReplacedInSentinelsTime(Blow blow) {
        masterFails("sentinel/" + blow + " master", blow, List.of());
    }

    @ParameterizedTest
    @EnumSource
    void theFirstConfiguredSentinelCostsNothing(Blow blow) {
        RedisProcess first = redis.sentinels().get(0);
        FailureScenario.under(load()).strike(() -> blow.hit(first)).until(() -> redis.holdsSentinelDown(first))
                .end("sentinel/" + blow + " first configured Sentinel").nothingFailed();
    }

    @ParameterizedTest
    @EnumSource
    void aMasterIsReplacedThoughTheFirstConfiguredSentinelFailsWithIt(Blow blow) {
        masterFails("sentinel/" + blow + " master and first configured Sentinel", blow, redis.sentinels().subList(0, 1));
    }

    private static void masterFails(String name, Blow blow, List<RedisProcess> together) {
        RedisProcess master = redis.master();
        FailureScenario.under(load()).strike(() -> {
            together.forEach(blow::hit);
            blow.hit(master);
        }).until(() -> redis.hasLeft(master)).end(name).onlyFailed(answer -> true);
    }

    @ParameterizedTest
    @EnumSource
    void aMasterThatComesBackAsAReplicaCostsNothing(Blow blow) {
        RedisProcess master = redis.master();
        blow.hit(master);
        FailureScenario.await(() -> redis.hasLeft(master));
        FailureScenario.under(load()).strike(master::revive).until(() -> redis.follows(master))
                .end("sentinel/return after " + blow + " of a master").nothingFailed();
    }

    @Test
    void whenNoSentinelIsLeftTheMasterServesOnAndTheLogSaysThatNobodyWatchesIt() {
        redis.sentinels().forEach(RedisProcess::kill);
        FailureScenario.await(() -> answersAnd("No Sentinel names the master"));
        redis.heal();
        FailureScenario.await(() -> answersAnd("A Sentinel names the master again"));
    }

    /** Masters are asked for only while somebody needs Redis. */
    private static boolean answersAnd(String line) {
        sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(201);
        return service.output().contains(line);
    }

    @Test
    void aSentinelThatDropsPacketsDoesNotHinderTheStart() throws IOException {
        try (BlackHole hole = BlackHole.open();
                PackagedService another = start(watched(Stream.of(hole.url(), redis.sentinels().get(1).url())))) {
            FailureScenario.under(SessionLoad.start(another)).strike(() -> {
            }).until(() -> true).end("sentinel/black hole as first Sentinel at start").nothingFailed();
        }
    }

    @Test
    void withoutSentinelsTheMasterIsFoundByItsRole() {
        Map<String, String> replicated = FailureScenario.settings(settings,
                Stream.concat(redis.replicas().stream(), Stream.of(redis.master())).map(RedisProcess::url)
                        .collect(joining(",")));
        replicated.put("quarkus.redis.client-type", "replication");
        redis.replicas().forEach(replica -> replica.tell("CONFIG", "RESETSTAT"));
        try (PackagedService another = start(replicated)) {
            FailureScenario.under(SessionLoad.start(another)).strike(() -> {
            }).until(() -> true).end("replication/hosts name the replicas first").nothingFailed();
        }
        redis.replicas().forEach(replica -> assertThat(replica.info("commandstats")).doesNotContainKey("cmdstat_get"));
    }

    private static SessionLoad load() {
        return SessionLoad.start(service);
    }
}
