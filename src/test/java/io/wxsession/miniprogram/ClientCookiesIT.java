package io.wxsession.miniprogram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wxsession.testing.Wechat;

/** The client in cookie mode, on phones that know no cookies. */
class ClientCookiesIT extends PhoneTest {

    private static final String COOKIES = "{ cookies: true }";

    /** The back end answers the next request with that header, as the phone gives it. */
    private static void answers(Phone phone, String setCookie) {
        phone.now("phone.cookieList = false");
        phone.call("network.answers", "/api", Map.of("statusCode", 200, "header", Map.of("set-cookie", setCookie)));
        phone.value("session.request({ url: '/api' })");
    }

    /** What the client sends then, without the token. */
    private static Object sent(Phone phone) {
        phone.value("session.request({ url: '/api' })");
        return phone.get("phone.log[phone.log.length - 1].header.Cookie.replace(/wxs=[^;]+/, 'wxs')");
    }

    @Test
    void theSessionTravelsAsACookieThatNeverGoesStale() {
        try (Phone phone = Phone.launched(COOKIES)) {
            assertThat(status(phone.value(CURRENT))).isEqualTo(200);
            assertThat(status(phone.value("session.login().then(() => " + CURRENT + ")"))).isEqualTo(200);
            assertThat((boolean) phone.get("phone.log.some(({ header }) => 'Authorization' in header)")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'a=1, b=2; Path=/' | a=1; b=2; wxs",
            "'a=1; Expires=Wed, 21 Oct 2065 07:28:00 GMT,b=2' | a=1; b=2; wxs",
            "'a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT, b=2; Max-Age=60' | b=2; wxs",
            "'a=1; max-age=0,b=2; Max-Age=-1' | wxs",
            "'a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT' | a=1; wxs",
            "'a=\"x, y=z\"; HttpOnly,b=2' | a=\"x, y=z\"; b=2; wxs",
            "'a=b=c, d=' | a=b=c; d=; wxs",
            "'wxs=someone-elses; Path=/, b=2' | wxs; b=2",
            "'a; Path=/, =x' | wxs" })
    void cookiesThatThePhoneJoinedAreTakenApart(String header, String expected) {
        try (Phone phone = Phone.launched(COOKIES)) {
            answers(phone, header);
            phone.call("network.answers", "/api", Map.of("statusCode", 200));
            assertThat(sent(phone)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "Set-Cookie", "SET-COOKIE", "set-cookie" })
    void theHeadersNameMayComeInAnyCase(String header) {
        try (Phone phone = Phone.launched(COOKIES)) {
            phone.call("network.answers", "/api", Map.of("statusCode", 200, "header", Map.of(header, "a=1")));
            phone.value("session.request({ url: '/api' })");
            assertThat(sent(phone)).isEqualTo("a=1; wxs");
        }
    }

    @Test
    void cookiesOutliveAColdStartButNotASwitchOfUsers() {
        try (Phone phone = Phone.launched(COOKIES)) {
            answers(phone, "a=1");
            phone.launch(COOKIES);
            phone.call("network.answers", "/api", Map.of("statusCode", 200));
            assertThat(sent(phone)).isEqualTo("a=1; wxs");

            Wechat.switchUser(phone.name(), Wechat.newPhone());
            phone.value("session.login()");
            assertThat(sent(phone)).isEqualTo("wxs");
        }
    }

    @Test
    void aLogoutEmptiesTheJar() {
        try (Phone phone = Phone.launched(COOKIES)) {
            answers(phone, "a=1");
            phone.value("session.logout()");
            phone.call("network.answers", "/api", Map.of("statusCode", 200));
            assertThat(sent(phone)).isEqualTo("wxs");
        }
    }
}
