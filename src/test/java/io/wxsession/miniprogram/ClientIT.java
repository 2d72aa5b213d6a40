package io.wxsession.miniprogram;

import static io.wxsession.testing.MiniProgram.current;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.vertx.core.json.JsonObject;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** How the client keeps a session, on good days and bad ones. */
class ClientIT extends PhoneTest {

    /** Starts a request whose answer is a minute on its way. */
    private static void startLateRequest(Phone phone) {
        phone.call("network.delays", "?late", 60_000);
        phone.now("globalThis.late = session.request({ url: '/v1/sessions/current?late' })");
    }

    private static String accessToken(Phone phone) {
        return phone.stored().getJsonObject("tokens").getString("accessToken");
    }

    private static String refreshToken(Phone phone) {
        return phone.stored().getJsonObject("tokens").getString("refreshToken");
    }

    /** Moves the phone's clock to so many seconds before the end of its access token. */
    private static void leaveSeconds(Phone phone, int seconds) {
        int lifetime = phone.stored().getJsonObject("tokens").getInteger("expiresIn");
        phone.now("phone.clockOffset = " + Duration.ofSeconds(lifetime - seconds).toMillis());
    }

    private static String tokenOfLastRequest(Phone phone) {
        return phone.call("tokenSentLastTo", "/v1/sessions/current").toString();
    }

    /** As if the access token's time were over at the service, though not by the phone's clock. */
    private static void letTokenExpire(Phone phone) {
        JsonObject stored = phone.stored();
        stored.getJsonObject("tokens").put("accessToken", ForgedAccessTokens.expired(accessToken(phone)));
        phone.store(stored);
        phone.launch();
    }

    private static void signOutEverywhere(String userId) {
        TestServiceClient.OPERATOR.request().delete("/internal/v1/users/" + userId + "/sessions").then().statusCode(204);
    }

    @Test
    void aRequestLogsInByItself() {
        try (Phone phone = Phone.launched()) {
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat(logins(phone)).isEqualTo(1);
            assertThat(events(phone)).containsExactly("login", "unbound");
        }
    }

    @Test
    void tenRequestsOnAFreshPhoneShareOneLogin() {
        try (Phone phone = Phone.launched()) {
            JsonObject all = phone.result("Promise.all(Array.from({ length: 10 }, () => " + CURRENT + "))");
            assertThat(all.getJsonArray("value")).allSatisfy(answer -> assertThat(status((JsonObject) answer)).isEqualTo(200));
            assertThat(logins(phone)).isEqualTo(1);
            assertThat((int) phone.get("phone.logins")).isEqualTo(1);
        }
    }

    @Test
    void theSessionIsStillThereAfterAColdStart() {
        try (Phone phone = Phone.launched()) {
            String user = userOf(phone.value(CURRENT));
            phone.launch();
            assertThat(userOf(phone.value(CURRENT))).isEqualTo(user);
            assertThat(logins(phone)).isZero();
        }
    }

    @Test
    void anExpiredAccessTokenIsRefreshedAndTheRequestReplayed() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            letTokenExpire(phone);
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat(refreshes(phone)).isEqualTo(1);
            assertThat(logins(phone)).isZero();
        }
    }

    @Test
    void tenRequestsThatHitAnEndedSessionTogetherAllSucceedWithOneRefreshAndOneLogin() {
        try (Phone phone = Phone.launched()) {
            signOutEverywhere(userOf(phone.value(CURRENT)));
            JsonObject all = phone.result("Promise.all(Array.from({ length: 10 }, () => " + CURRENT + "))");
            assertThat(all.getJsonArray("value")).allSatisfy(answer -> assertThat(status((JsonObject) answer)).isEqualTo(200));
            assertThat(refreshes(phone)).isEqualTo(1);
            assertThat(logins(phone)).isEqualTo(2);
            assertThat(events(phone)).containsExactly("login", "unbound", "ended session_revoked", "login", "unbound");
        }
    }

    @Test
    void aLateRefusalOfAnOlderTokenDoesNoHarmToANewerSession() {
        try (Phone phone = Phone.launched()) {
            signOutEverywhere(userOf(phone.value(CURRENT)));
            startLateRequest(phone);
            phone.pass(Duration.ofSeconds(1));
            phone.value(CURRENT);
            String token = accessToken(phone);
            assertThat(status(phone.value("late"))).isEqualTo(200);
            assertThat(accessToken(phone)).isEqualTo(token);
            assertThat(logins(phone)).isEqualTo(2);
        }
    }

    @Test
    void aRefusalThatNoLoginCuresIsTheAnswerAfterOneReplay() {
        try (Phone phone = Phone.launched()) {
            phone.call("network.answers", "/api/stubborn", Map.of("statusCode", 401));
            assertThat(status(phone.value("session.request({ url: '/api/stubborn' })"))).isEqualTo(401);
            assertThat(requests(phone, "GET", "/api/stubborn")).isEqualTo(2);
            assertThat(refreshes(phone)).isEqualTo(1);
            assertThat(logins(phone)).isEqualTo(1);
        }
    }

    @Test
    void aCodeThatWasUsedUpCostsOneMoreCodeAndNoMore() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.now("phone.stickyCode = phone.lastCode");
            assertThat(phone.value("session.login()").getString("id")).startsWith("u_");
            assertThat((int) phone.get("phone.logins")).isEqualTo(3);

            phone.call("network.spoilsCodes");
            assertThat(phone.result("session.login()").getJsonObject("rejected").getString("code")).isEqualTo("code_invalid");
            assertThat((int) phone.get("phone.logins")).isEqualTo(5);
        }
    }

    @Test
    void anotherUserOnThePhoneEndsTheOldSessionAndIsTold() {
        try (Phone phone = Phone.launched()) {
            String before = userOf(phone.value(CURRENT));
            String token = accessToken(phone);
            Wechat.switchUser(phone.name(), Wechat.newPhone());
            phone.launch();
            assertThat(userOf(phone.value(CURRENT))).isNotEqualTo(before);
            assertThat(events(phone)).containsExactly("switched", "login", "unbound");
            current(token).then().statusCode(401).body("code", is("session_replaced"));
        }
    }

    @Test
    void anotherUserIsNoticedEvenIfTheOldSessionIsLongGone() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.value("session.logout()");
            Wechat.switchUser(phone.name(), Wechat.newPhone());
            phone.launch();
            phone.value(CURRENT);
            assertThat(events(phone)).containsExactly("switched", "login", "unbound");
        }
    }

    @Test
    void whatOneUserDidIsNotRepeatedForTheNext() {
        try (Phone phone = Phone.launched()) {
            signOutEverywhere(userOf(phone.value(CURRENT)));
            Wechat.switchUser(phone.name(), Wechat.newPhone());
            JsonObject rejected = phone
                    .result("session.request({ url: '/v1/user/profile', method: 'PUT', data: { nickName: 'A' } })")
                    .getJsonObject("rejected");
            assertThat(rejected.getString("code")).isEqualTo("switched");
            assertThat(phone.value("session.user()").getBoolean("registered")).isFalse();
        }
    }

    @Test
    void anAnswerForOneUserIsNotGivenToTheNext() {
        try (Phone phone = Phone.launched()) {
            String before = userOf(phone.value(CURRENT));
            startLateRequest(phone);
            phone.pass(Duration.ofSeconds(1));
            Wechat.switchUser(phone.name(), Wechat.newPhone());
            String after = phone.value("session.login()").getString("id");
            assertThat(after).isNotEqualTo(before);
            assertThat(userOf(phone.value("late"))).isEqualTo(after);
        }
    }

    @Test
    void withoutWechatsKeyTheSameUserLogsInAnewAtLaunch() {
        try (Phone phone = Phone.launched()) {
            String before = userOf(phone.value(CURRENT));
            Wechat.expireKey(phone.name());
            phone.launch();
            assertThat(userOf(phone.value(CURRENT))).isEqualTo(before);
            assertThat(events(phone)).containsExactly("login", "unbound");
            phone.launch("{ checkSession: 'never' }");
            Wechat.expireKey(phone.name());
            phone.value(CURRENT);
            assertThat(events(phone)).isEmpty();
        }
    }

    @Test
    void aStoredSessionServesWhileNoLoginIsPossible() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            Wechat.expireKey(phone.name());
            Wechat.fault("http-502", 1);
            phone.launch();
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat(events(phone)).isEmpty();
            phone.now("session.onShow()");
            phone.awaitThat("happened.includes('login')");
        }
    }

    @Test
    void aLoginIsTriedAgainWithAFreshCodeWhenWechatIsAway() {
        try (Phone phone = Phone.launched()) {
            Wechat.fault("http-502", 2);
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat((int) phone.get("phone.logins")).isEqualTo(3);
        }
    }

    @Test
    void aSessionOutlivesARedisThatIsAway() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            String token = accessToken(phone);
            NetworkFaults.REDIS.cut();
            assertThat(status(phone.value(CURRENT))).isEqualTo(503);
            assertThat(requests(phone, "GET", "/v1/sessions/current")).isEqualTo(1 + 3);
            assertThat(events(phone)).containsExactly("login", "unbound");
            NetworkFaults.REDIS.mend();
            // The service tries a Redis that was away again after a pause, which may be longer than the phone's retries.
            await().until(() -> status(phone.value(CURRENT)) == 200);
            assertThat(accessToken(phone)).isEqualTo(token);
        }
    }

    @Test
    void aRefreshWhoseAnswerWasLostIsAskedForAgain() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.call("network.losesFirstAnswer", "/refresh");
            phone.pass(Duration.ofMinutes(11));
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat(refreshes(phone)).isGreaterThanOrEqualTo(2);
            assertThat(logins(phone)).isEqualTo(1);
        }
    }

    @Test
    void aCaptivePortalIsNotTakenForTheService() {
        try (Phone phone = Phone.launched()) {
            String user = userOf(phone.value(CURRENT));
            String token = refreshToken(phone);
            phone.call("network.answersPosts", Map.of("statusCode", 200, "data", "<html>"));
            phone.pass(Duration.ofMinutes(11));
            assertThat(phone.result(CURRENT).getJsonObject("rejected").getString("errMsg")).startsWith("request:fail");
            assertThat(refreshToken(phone)).isEqualTo(token);
            phone.call("network.works");
            assertThat(userOf(phone.value(CURRENT))).isEqualTo(user);
            // A refresh that may have been done is followed by a login. Nothing has ended or switched.
            assertThat(events(phone)).containsExactly("login", "unbound", "login", "unbound");
        }
    }

    @Test
    void aRefreshThatWasLostTooLongAgoIsFollowedByALoginAndNotTakenForTheft() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.call("network.losesAnswers", "/refresh");
            phone.pass(Duration.ofMinutes(10));
            phone.call("network.works");
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat(phone.get("phone.log[phone.log.length - 2].data.refreshToken")).isNotNull();
            assertThat(events(phone)).containsExactly("login", "unbound", "login", "unbound");
        }
    }

    @Test
    void anAccessTokenIsRefreshedBeforeItEnds() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.pass(Duration.ofMinutes(8));
            assertThat(refreshes(phone)).isZero();
            phone.pass(Duration.ofMinutes(2));
            assertThat(refreshes(phone)).isEqualTo(1);
            phone.pass(Duration.ofHours(1));
            assertThat(refreshes(phone)).isBetween(6, 8);
            assertThat(logins(phone)).isEqualTo(1);
        }
    }

    @Test
    void comingBackAfterALongTimeRefreshesAtOnceByTheClockOnTheWall() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.now("phone.suspend()");
            phone.pass(Duration.ofHours(3));
            assertThat(refreshes(phone)).isZero();
            phone.now("phone.resume()");
            phone.pass(Duration.ZERO);
            assertThat(refreshes(phone)).isEqualTo(1);
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
        }
    }

    @Test
    void aLoginWhoseAnswersComeAfterSuspensionStillSucceeds() {
        try (Phone phone = Phone.launched()) {
            phone.now("phone.delay = () => 1000; globalThis.waiting = " + CURRENT);
            phone.pass(Duration.ofMillis(1500));
            phone.now("phone.suspend()");
            phone.pass(Duration.ofMinutes(20));
            Wechat.advanceClock(1200);
            phone.now("phone.resume()");
            assertThat(status(phone.value("waiting"))).isEqualTo(200);
            assertThat((int) phone.get("phone.mostLoginsAtOnce")).isEqualTo(1);
        }
    }

    @Test
    void aClockThatJumpsCostsARefreshAndNoMore() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.now("phone.clockOffset = 10 * 365 * 86400000");
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            phone.now("phone.clockOffset = -86400000");
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            phone.value(CURRENT);
            assertThat(refreshes(phone)).isEqualTo(2);
            assertThat(logins(phone)).isEqualTo(1);
        }
    }

    @Test
    void aFullStorageCostsALoginAtTheNextLaunchAndNoMore() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.now("phone.storageFull = true");
            phone.pass(Duration.ofMinutes(30));
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat(logins(phone)).isEqualTo(1);
            phone.launch();
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat(logins(phone)).isEqualTo(1);
        }
    }

    @Test
    void aDamagedStorageCostsALogin() {
        try (Phone phone = Phone.launched()) {
            phone.store(new JsonObject().put("tokens", new JsonObject().put("accessToken", 7)).put("jar", "x"));
            phone.launch();
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
        }
    }

    @Test
    void aLogoutEndsTheSessionAtTheServiceAndTheNextRequestLogsInAnew() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            String token = accessToken(phone);
            phone.value("session.logout()");
            current(token).then().statusCode(401).body("code", is("session_revoked"));
            assertThat(phone.stored().getValue("tokens")).isEqualTo(false);
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat(events(phone)).containsExactly("login", "unbound", "ended logout", "login", "unbound");
        }
    }

    @Test
    void aTokenThatIsAboutToEndIsRenewedBeforeItIsUsed() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            String token = accessToken(phone);
            leaveSeconds(phone, 4);
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat(tokenOfLastRequest(phone)).isNotEqualTo(token).isEqualTo(accessToken(phone));
        }
    }

    @Test
    void aTokenThatLivesLongEnoughForARequestIsUsedWhileItIsRenewed() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            String token = accessToken(phone);
            leaveSeconds(phone, 10);
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat(tokenOfLastRequest(phone)).isEqualTo(token);
            phone.awaitThat("requestsTo('POST', '/v1/sessions/refresh') === 1");
        }
    }

    @Test
    void afterALogoutThatTheServiceConfirmedNoTokenIsInTheStorage() {
        try (Phone phone = Phone.launched("{ cookies: true }")) {
            phone.value(CURRENT);
            phone.call("network.answers", "/late",
                    Map.of("statusCode", 200, "header", Map.of("Set-Cookie", "back-end-session=secret")), 5_000);
            phone.now("globalThis.late = session.request({ url: '/api/late' })");
            String token = accessToken(phone);
            String refreshToken = refreshToken(phone);
            phone.value("session.logout()");
            phone.value("late");
            current(token).then().statusCode(401).body("code", is("session_revoked"));
            assertThat(phone.stored().encode()).doesNotContain(token, refreshToken, "back-end-session");
        }
    }

    @Test
    void aLogoutWhoseSessionIsAlreadyOverLeavesNoTokenInTheStorage() {
        try (Phone phone = Phone.launched()) {
            signOutEverywhere(userOf(phone.value(CURRENT)));
            String refreshToken = refreshToken(phone);
            phone.value("session.logout()");
            assertThat(phone.stored().encode()).doesNotContain(refreshToken);
        }
    }

    @Test
    void aLogoutWithATokenThatTheServiceFindsExpiredStillEndsTheSession() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            String token = accessToken(phone);
            String refreshToken = refreshToken(phone);
            letTokenExpire(phone);
            phone.value("session.logout()");
            current(token).then().statusCode(401).body("code", is("session_revoked"));
            assertThat(phone.stored().encode()).doesNotContain(refreshToken);
        }
    }

    @Test
    void aLogoutThatCouldNotBeSentCanBeRepeated() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            String token = accessToken(phone);
            String refreshToken = refreshToken(phone);
            phone.call("network.fails", "request:fail");
            phone.result("session.logout()");
            phone.call("network.works");
            phone.value("session.logout()");
            current(token).then().statusCode(401).body("code", is("session_revoked"));
            assertThat(phone.stored().encode()).doesNotContain(refreshToken);
            assertThat(events(phone)).containsExactly("login", "unbound", "ended logout");
        }
    }

    @Test
    void aLogoutIsNotUndoneByARequestThatWasUnderWay() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.call("network.answers", "/pay", Map.of("statusCode", 401), 5_000);
            phone.now("globalThis.paying = session.request({ url: '/api/pay', method: 'POST' })");
            phone.value("session.logout()");
            assertThat(phone.result("paying").getJsonObject("rejected").getString("code")).isEqualTo("ended");
            assertThat(requests(phone, "POST", "/api/pay")).isEqualTo(1);
            assertThat(logins(phone)).isEqualTo(1);
        }
    }

    @Test
    void aLogoutThatCouldNotBeSentIsMadeUpForByTheNextLogin() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            String token = accessToken(phone);
            phone.call("network.fails", "request:fail");
            assertThat(phone.result("session.logout()").getJsonObject("rejected").getString("errMsg"))
                    .isEqualTo("request:fail");
            phone.call("network.works");
            current(token).then().statusCode(200);
            phone.value(CURRENT);
            current(token).then().statusCode(401).body("code", is("session_replaced"));
        }
    }

    @Test
    void aLogoutIsNotUndoneByARequestThatWaitsForABusyService() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.call("network.answers", "/busy", Map.of("statusCode", 503));
            phone.now("globalThis.waiting = session.request({ url: '/api/busy' })");
            phone.pass(Duration.ofMillis(500));
            phone.value("session.logout()");
            assertThat(phone.result("waiting").getJsonObject("rejected").getString("code")).isEqualTo("ended");
            assertThat(logins(phone)).isEqualTo(1);
        }
    }

    @Test
    void aLogoutIsNotUndoneByComingToTheFront() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            Wechat.expireKey(phone.name());
            Wechat.fault("http-502", 1);
            phone.launch();
            phone.value(CURRENT);
            phone.value("session.logout()");
            phone.now("session.onShow()");
            phone.pass(Duration.ofMinutes(1));
            assertThat(events(phone)).containsExactly("ended logout");
        }
    }

    @Test
    void whatOneUserWaitsToWriteIsNotWrittenAsTheNext() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.call("network.answers", "/profile", Map.of("statusCode", 503));
            phone.now("globalThis.writing = session.register({ nickName: 'A' })");
            phone.pass(Duration.ofMillis(500));
            Wechat.switchUser(phone.name(), Wechat.newPhone());
            phone.now("globalThis.entered = session.login().then(network.works)");
            assertThat(phone.result("writing").getJsonObject("rejected").getString("code")).isEqualTo("switched");
            phone.value("entered");
            assertThat(phone.value("session.user()").getBoolean("registered")).isFalse();
        }
    }

    @Test
    void aRefreshThatSuspensionInterruptedIsNotSentAgainHoursLater() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.call("network.losesAnswers", "/refresh");
            phone.now("phone.clockOffset = 560000; globalThis.waiting = " + CURRENT);
            phone.pass(Duration.ofMillis(500));
            phone.now("phone.suspend()");
            phone.pass(Duration.ofHours(2));
            phone.call("network.works");
            phone.now("phone.resume()");
            assertThat(status(phone.value("waiting"))).isEqualTo(200);
            assertThat(phone.call("refreshTokensSent")).isEqualTo(refreshes(phone));
        }
    }

    @Test
    void aRefusalThatIsNotTheServicesEndsNoSession() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.call("network.answersPosts", Map.of("statusCode", 401, "data", "<html>"));
            phone.pass(Duration.ofMinutes(11));
            phone.result(CURRENT);
            assertThat(events(phone)).containsExactly("login", "unbound");
            phone.call("network.works");
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
        }
    }

    @Test
    void logoutAndLoginHappenInTheOrderTheyWereAskedFor() {
        try (Phone phone = Phone.launched()) {
            phone.result("Promise.all([session.login(), session.logout(), session.login()])");
            assertThat(events(phone)).containsExactly("login", "unbound", "ended logout", "login", "unbound");
            assertThat(accessToken(phone)).isNotNull();
        }
    }

    @Test
    void aLogoutLongAfterTheAccessTokenEndedStillEndsTheSession() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            String token = accessToken(phone);
            phone.now("phone.suspend()");
            phone.pass(Duration.ofHours(1));
            phone.now("globalThis.left = session.logout(); phone.resume()");
            phone.value("left");
            current(token).then().statusCode(401).body("code", is("session_revoked"));
        }
    }

    @Test
    void listenersOfARequestAreHonoured() {
        try (Phone phone = Phone.launched()) {
            phone.value("session.request({ url: 'v1/sessions/current', ...listeners })");
            phone.call("network.fails", "request:fail abort");
            assertThat(phone.result("session.request({ url: '/v1/sessions/current', ...listeners })").getJsonObject("rejected")
                    .getString("errMsg")).isEqualTo("request:fail abort");
            assertThat(phone.get("heard").toString())
                    .isEqualTo(
                            "[\"success 200\",\"complete 200\",\"fail request:fail abort\",\"complete request:fail abort\"]");
        }
    }

    @Test
    void aListenerThatThrowsHarmsNobodyElse() {
        try (Phone phone = Phone.launched("{ onUnbound() { throw new Error('clumsy'); } }")) {
            phone.now("session.on('login', () => { throw new Error('clumsy'); })");
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat(events(phone)).containsExactly("login", "unbound");
        }
    }

    @Test
    void otherOriginsNeverSeeTheSession() {
        try (Phone phone = Phone.launched()) {
            phone.value(CURRENT);
            phone.call("network.endsAt", Phone.service());
            for (String foreign : new String[] { "https://other.example.com/x", Phone.service() + ".evil.example/x",
                    Phone.service().replace("127.0.0.1", "user@127.0.0.1"), Phone.service() + "\\\\@evil.example/" }) {
                phone.value("session.request({ url: '" + foreign + "' })");
            }
            assertThat(phone.call("credentialsSentBeyond", Phone.service())).isEqualTo(0);
            assertThat(phone.get("phone.log.length")).isEqualTo(2 + 4);
            assertThat(status(phone.value("session.request({ url: '" + Phone.service() + "/v1/user' })"))).isEqualTo(200);
        }
    }

    @Test
    void headersInAnyCaseAreUnderstood() {
        try (Phone phone = Phone.launched()) {
            phone.now("phone.titleCase = true");
            phone.value(CURRENT);
            NetworkFaults.REDIS.cut();
            long before = ((Number) phone.get("Date.now()")).longValue();
            phone.value(CURRENT);
            assertThat(((Number) phone.get("Date.now()")).longValue() - before).isGreaterThanOrEqualTo(4_000);
        }
    }

    @Test
    void moreFieldsTravelWithTheLogin() {
        try (Phone phone = Phone.launched("{ loginPayload: async () => ({ channel: 'poster', code: 'mine' }) }")) {
            phone.value(CURRENT);
            assertThat(phone.get("phone.log[0].data.channel")).isEqualTo("poster");
        }
    }
}
