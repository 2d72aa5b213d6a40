package io.wxsession.wechat;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The calls to WeChat, by the last part of their paths. */
public enum WechatOperation {
    /** Exchanges a login code. */
    JSCODE2SESSION("/sns/jscode2session", it -> it.text("openid").isPresent() && it.sessionKey().isPresent()),
    /** Gives the access_token. */
    STABLE_TOKEN("/cgi-bin/stable_token", it -> it.text("access_token").isPresent() && it.number("expires_in") > 0),
    /** Exchanges a phone code. */
    GETUSERPHONENUMBER("/wxa/business/getuserphonenumber",
            it -> Stream.of("phoneNumber", "purePhoneNumber", "countryCode")
                    .allMatch(part -> it.json().path("phone_info").path(part).isTextual())),
    /** Checks a session_key. */
    CHECKSESSION("/wxa/checksession", it -> true),
    /** Replaces a session_key. */
    RESETUSERSESSIONKEY("/wxa/resetusersessionkey", it -> it.sessionKey().isPresent());

    private final String path;
    private final Predicate<WechatResponse> complete;

    WechatOperation(String path, Predicate<WechatResponse> complete) {
        this.path = path;
        this.complete = complete;
    }

    /** The path of the call, the same as in {@link WechatApi}. */
    public String path() {
        return path;
    }

    /** Whether a response of WeChat is an error, or holds all that the call is made for. */
    boolean isAnsweredBy(WechatResponse response) {
        return response.errcode() != 0 || complete.test(response);
    }

    /** The metric label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
