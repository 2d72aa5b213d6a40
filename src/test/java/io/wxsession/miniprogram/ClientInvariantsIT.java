package io.wxsession.miniprogram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** What holds whatever happens to a phone, in whatever order. */
class ClientInvariantsIT extends PhoneTest {

    private static final int EVENTS = 60;
    /** A request costs itself, twice what it takes to renew a session with all its tries, and two repetitions. */
    private static final int MOST_CALLS_FOR_EACH = 16;

    private static final List<String> FAULTS = List.of("http-502", "process-then-drop", "html", "truncated-json", "empty",
            "40029", "45011", "-1");

    /** What happens to a phone: JavaScript, where it is not a method of ours. */
    private static final List<String> EVENTS_ON_THE_PHONE = List.of(
            "ask('/v1/sessions/current')", "ask('/v1/sessions/current')", "ask('/v1/user')", "ask('/api/nowhere')",
            "ask('/api/stubborn')",
            "for (let i = 0; i < 12; i += 1) { ask('/v1/sessions/current'); }",
            "track(session.register({ nickName: 'x' }))", "track(session.login())", "track(session.logout())",
            "track(session.user())", "track(session.phoneNumber({ errMsg: 'deny' }))",
            "phone.suspend()", "phone.resume()", "phone.resume()", "session.onShow()",
            "phone.clockOffset += 3600000", "phone.clockOffset -= 7200000",
            "phone.storageFull = !phone.storageFull", "phone.loginFails = 1", "phone.titleCase = !phone.titleCase",
            "phone.meddle = lossy(0.5)", "phone.meddle = lossy(0)", "phone.keyAlive = false", "phone.keyAlive = null");

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
    void oneLoginAtATimeNoRequestLostNoLoopAndNoNewerSessionCleared(long seed) {
        Random random = new Random(seed);
        // Without logouts, a session that is given up must have been refused.
        List<String> events = seed % 2 == 0 ? EVENTS_ON_THE_PHONE
                : EVENTS_ON_THE_PHONE.stream().filter(event -> !event.contains("logout")).toList();
        try (Phone phone = Phone.of(Wechat.newPhone(), random)) {
            phone.launch();
            phone.load("chance.js");
            phone.now("phone.delay = () => Math.random() * 2000; phone.meddle = lossy(0)");
            for (int i = 0; i < EVENTS; i++) {
                happen(phone, random, events);
                phone.pass(Duration.ofMillis(random.nextInt(i % 7 == 0 ? 1_200_000 : 3_000)));
            }
            Wechat.endFaults();
            phone.now("phone.meddle = lossy(0); phone.storageFull = false; phone.keyAlive = null; phone.resume()");
            phone.awaitThat("open === 0");
            // What the client began by itself comes to its end, too.
            phone.pass(Duration.ofMinutes(5));

            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat((int) phone.get("phone.mostLoginsAtOnce")).isLessThanOrEqualTo(1);
            assertThat((int) phone.get("phone.mostRequestsAtOnce")).isLessThanOrEqualTo(10);
            int refreshesByTime = (int) phone.call("refreshesSince", System.currentTimeMillis());
            assertThat((int) phone.get("phone.log.length")).as("no loop")
                    .isLessThan(MOST_CALLS_FOR_EACH * ((int) phone.get("asked") + EVENTS + refreshesByTime));
            long logouts = events(phone).stream().filter("ended logout"::equals).count();
            assertThat((int) phone.call("givenUpThoughNotRefused"))
                    .as("sessions given up though nobody refused them").isLessThanOrEqualTo((int) logouts);
        }
    }

    private static void happen(Phone phone, Random random, List<String> events) {
        switch (random.nextInt(12)) {
            case 0 -> Wechat.fault(FAULTS.get(random.nextInt(FAULTS.size())), 1 + random.nextInt(3));
            case 1 -> Wechat.endFaults();
            case 2 -> Wechat.switchUser(phone.name(), phone.name() + "-" + random.nextInt(2));
            case 3 -> signOut(phone);
            case 4 -> Wechat.expireKey(phone.name());
            default -> phone.now(events.get(random.nextInt(events.size())));
        }
    }

    private static void signOut(Phone phone) {
        if (phone.stored() != null && phone.stored().getString("userId") != null) {
            TestServiceClient.OPERATOR.request()
                    .delete("/internal/v1/users/" + phone.stored().getString("userId") + "/sessions").then()
                    .statusCode(204);
        }
    }
}
