package io.wxsession.miniprogram;

import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.restassured.http.ContentType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** What the client does for the user: profile, binding, and all that needs WeChat's key. */
class ClientUserIT extends PhoneTest {

    @Test
    void aProfileRegistersAndTheUserCanBeRead() {
        try (Phone phone = Phone.launched()) {
            assertThat(phone.value("session.register({ nickName: '爱丽丝' })").getBoolean("registered")).isTrue();
            JsonObject user = phone.value("session.user()");
            assertThat(user.getJsonObject("profile").getString("nickName")).isEqualTo("爱丽丝");
            assertThat(user.getBoolean("registered")).isTrue();
        }
    }

    @Test
    void whoeverIsUnboundIsToldUntilBound() {
        try (Phone phone = Phone.launched("{ onUnbound(user) { globalThis.asked = user.id; } }")) {
            String id = phone.value("session.login()").getString("id");
            assertThat(phone.get("asked")).isEqualTo(id);
            assertThat(phone.value("session.bind({ name: '" + phone.name() + "', password: 'right' })").getBoolean("bound"))
                    .isTrue();
            assertThat(phone.value("session.user()").getBoolean("bound")).isTrue();
            phone.launch();
            phone.value("session.login()");
            phone.value("session.user()");
            assertThat(events(phone)).containsExactly("login");
        }
    }

    @Test
    void aRefusedBindingSaysWhy() {
        try (Phone phone = Phone.launched()) {
            JsonObject refused = phone.result("session.bind({ name: 'x', password: 'wrong' })").getJsonObject("rejected");
            assertThat(refused.getString("code")).isEqualTo("binding_refused");
            assertThat(refused.getInteger("status")).isEqualTo(403);
            assertThat(refused.getString("errMsg")).startsWith("request:fail ");
        }
    }

    @Test
    void dataIsFetchedOnlyOnceTheKeyIsKnownToBeAlive() {
        try (Phone phone = Phone.launched()) {
            assertThat(phone.value("session.decrypt(fetchUserInfo)").getString("nickName")).isNotEmpty();
            assertThat((JsonArray) phone.get("fetches")).as("logins before each fetch").containsExactly(1);

            phone.value("session.decrypt(fetchUserInfo)");
            assertThat((JsonArray) phone.get("fetches")).containsExactly(1, 1);

            Wechat.expireKey(phone.name());
            phone.value("session.decrypt(fetchUserInfo)");
            assertThat((JsonArray) phone.get("fetches")).containsExactly(1, 1, 2);
        }
    }

    @Test
    void dataUnderAKeyThatTheServiceDoesNotHaveIsFetchedOnceMoreAfterALogin() {
        try (Phone phone = Phone.launched()) {
            phone.value("session.login()");
            Wechat.rotateKey(phone.name());
            phone.now("phone.keyAlive = true");
            assertThat(phone.value("session.decrypt(fetchUserInfo)").getString("nickName")).isNotEmpty();
            assertThat((JsonArray) phone.get("fetches")).containsExactly(1, 2);

            phone.now(
                    "globalThis.nonsense = () => ({ encryptedData: 'AAAAAAAAAAAAAAAAAAAAAA==', iv: 'AAAAAAAAAAAAAAAAAAAAAA==' })");
            assertThat(phone.result("session.decrypt(nonsense)").getJsonObject("rejected").getString("code"))
                    .isEqualTo("decryption_failed");
            assertThat((int) phone.get("phone.logins")).isEqualTo(3);
        }
    }

    @Test
    void afterALoginThatFailedTheKeyIsNotTrusted() {
        try (Phone phone = Phone.launched()) {
            phone.value("session.login()");
            Wechat.fault("process-then-drop", 3);
            phone.result("session.login()");
            int logins = (int) phone.get("phone.logins");
            phone.value("session.decrypt(fetchUserInfo)");
            assertThat((JsonArray) phone.get("fetches")).containsExactly(logins + 1);
        }
    }

    @Test
    void thePhoneNumberButtonOfTodayGivesACode() {
        try (Phone phone = Phone.launched()) {
            JsonObject number = phone.value("session.phoneNumber({ code: '" + Wechat.phoneCode(phone.name()) + "' })");
            assertThat(number.getString("phoneNumber")).isEqualTo(Wechat.phoneNumber(phone.name()));
        }
    }

    @Test
    void thePhoneNumberButtonOfOldGivesEncryptedDataAndNoLoginComesBetween() {
        try (Phone phone = Phone.launched()) {
            phone.value("session.login()");
            var sealed = Wechat.encrypt(phone.name(), "phoneNumber");
            JsonObject number = phone.value("session.phoneNumber({ encryptedData: '" + sealed.getString("encryptedData")
                    + "', iv: '" + sealed.getString("iv") + "' })");
            assertThat(number.getString("phoneNumber")).isEqualTo(Wechat.phoneNumber(phone.name()));
            assertThat((int) phone.get("phone.logins")).isEqualTo(1);
        }
    }

    @Test
    void aPhoneNumberThatCannotBeDecryptedLeavesTheNextPressALivingKey() {
        try (Phone phone = Phone.launched()) {
            phone.value("session.login()");
            JsonObject lost = phone.result(
                    "session.phoneNumber({ encryptedData: 'AAAAAAAAAAAAAAAAAAAAAA==', iv: 'AAAAAAAAAAAAAAAAAAAAAA==' })");
            assertThat(lost.getJsonObject("rejected").getString("code")).isEqualTo("decryption_failed");
            phone.awaitThat("phone.logins === 2 && phone.loginsUnderWay === 0");
        }
    }

    @Test
    void whoDoesNotAgreeSendsNothing() {
        try (Phone phone = Phone.launched()) {
            JsonObject denied = phone.result("session.phoneNumber({ errMsg: 'getPhoneNumber:fail user deny' })");
            assertThat(denied.getJsonObject("rejected").getString("code")).isEqualTo("denied");
            assertThat(denied.getJsonObject("rejected").getString("message")).isEqualTo("getPhoneNumber:fail user deny");
            assertThat(phone.get("phone.log.length")).isEqualTo(0);
        }
    }

    @Test
    void aBannedUserIsToldSoAndDoesNotTryForEver() {
        String user = Wechat.newPhone();
        TestServiceClient.OPERATOR.request().contentType(ContentType.JSON).body(Map.of())
                .put("/internal/v1/users/" + logIn(user).userId() + "/ban").then().statusCode(204);
        try (Phone phone = Phone.of(user)) {
            phone.launch();
            assertThat(phone.result(CURRENT).getJsonObject("rejected").getString("code")).isEqualTo("user_banned");
            assertThat((int) phone.get("phone.logins")).isEqualTo(1);
        }
    }

    @Test
    void aUserWhoWasBannedMeanwhileCanStillLogOut() {
        try (Phone phone = Phone.launched()) {
            TestServiceClient.OPERATOR.request()
                    .put("/internal/v1/users/" + phone.value("session.login()").getString("id") + "/ban")
                    .then()
                    .statusCode(204);
            assertThat(status(phone.value(CURRENT))).isEqualTo(403);
            phone.value("session.logout()");
            assertThat(events(phone)).containsExactly("login", "unbound", "ended logout");
        }
    }

    @Test
    void aPhoneOnWhichNobodyCanLogInGetsItsAnswersAnyway() {
        try (Phone phone = Phone.launched()) {
            phone.now("phone.loginFails = 3");
            assertThat(phone.result(CURRENT).getJsonObject("rejected").getInteger("errno")).isEqualTo(600001);
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
        }
    }
}
