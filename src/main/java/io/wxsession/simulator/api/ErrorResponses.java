package io.wxsession.simulator.api;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import io.vertx.core.json.JsonObject;
import io.wxsession.simulator.crypto.RandomText;
import io.wxsession.simulator.state.Errcode;
import io.wxsession.simulator.state.SimulatorClock;

/** WeChat's error responses, with the texts and the typing errors that WeChat sends. WeChat documentation: 全局返回码. */
final class ErrorResponses {

    private static final Map<Integer, String> MESSAGES = Map.ofEntries(
            Map.entry(-1, "system error"),
            Map.entry(Errcode.NOT_LATEST_TOKEN, "invalid credential, access_token is invalid or not latest, could get "
                    + "access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r"),
            Map.entry(Errcode.INVALID_GRANT_TYPE, "invalid grant_type"),
            Map.entry(Errcode.INVALID_OPENID, "invalid openid"),
            Map.entry(Errcode.INVALID_APPID, "invalid appid"),
            Map.entry(Errcode.INVALID_TOKEN, "invalid access_token"),
            Map.entry(Errcode.INVALID_CODE, "invalid code"),
            Map.entry(40097, "invalid args"),
            Map.entry(Errcode.INVALID_SECRET, "invalid appsecret"),
            Map.entry(Errcode.CODE_USED, "code been used"),
            Map.entry(40164, "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"),
            Map.entry(40226, "code blocked"),
            Map.entry(40243, "AppSecret is frozen"),
            Map.entry(Errcode.TOKEN_MISSING, "access_token missing"),
            Map.entry(Errcode.APPID_MISSING, "appid missing"),
            Map.entry(Errcode.SECRET_MISSING, "appsecret missing"),
            Map.entry(Errcode.CODE_MISSING, "missing code"),
            Map.entry(Errcode.TOKEN_EXPIRED, "access_token expired"),
            Map.entry(Errcode.GET_REQUIRED, "require GET method"),
            Map.entry(Errcode.POST_REQUIRED, "require POST method"),
            Map.entry(Errcode.EMPTY_BODY, "empty post data"),
            Map.entry(Errcode.DAILY_QUOTA, "reach max api daily quota limit"),
            Map.entry(45011, "api minute-quota reach limit, must slower, retry next minute"),
            Map.entry(Errcode.MALFORMED_BODY, "data format error"),
            Map.entry(48001, "api unauthorized"),
            Map.entry(50002, "user limited"),
            Map.entry(50007, "account is frozen"),
            Map.entry(Errcode.NO_SESSION_KEY, "session_key is not existd or expired"),
            Map.entry(Errcode.INVALID_SIGNATURE_METHOD, "invalid sig_method"),
            Map.entry(Errcode.INVALID_SIGNATURE, "invalid signature"));

    /** The errors that WeChat sends with a hint before the rid. */
    private static final Set<Integer> HINTED = Set.of(Errcode.INVALID_CODE, Errcode.EMPTY_BODY, Errcode.MALFORMED_BODY);
    private static final int HINT_LENGTH = 16;

    private final SimulatorClock clock;

    ErrorResponses(SimulatorClock clock) {
        this.clock = clock;
    }

    /** The response for an errcode, with or without a known text. */
    JsonObject body(Dialect dialect, int errcode) {
        String message = MESSAGES.getOrDefault(errcode, "unknown error");
        String tail = switch (dialect) {
            case SNS -> ", rid: ";
            case API -> HINTED.contains(errcode) ? " hint: [" + RandomText.alphanumeric(HINT_LENGTH) + "] rid: " : " rid: ";
        };
        return new JsonObject().put("errcode", errcode).put("errmsg", message + tail + rid());
    }

    /** A request id. Its first group is the time in hex. */
    private String rid() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "%08x-%08x-%08x".formatted(clock.now().getEpochSecond(), random.nextInt(), random.nextInt());
    }
}
