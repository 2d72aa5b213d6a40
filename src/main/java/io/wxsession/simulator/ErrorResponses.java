package io.wxsession.simulator;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import io.vertx.core.json.JsonObject;

/** WeChat's errors. WeChat documentation: 全局返回码; spellings as seen on the wire, slips included. */
final class ErrorResponses {

    static final int NOT_LATEST_TOKEN = 40001;
    static final int INVALID_GRANT_TYPE = 40002;
    static final int INVALID_OPENID = 40003;
    static final int INVALID_APPID = 40013;
    static final int INVALID_TOKEN = 40014;
    static final int INVALID_CODE = 40029;
    static final int INVALID_SECRET = 40125;
    static final int CODE_USED = 40163;
    static final int TOKEN_MISSING = 41001;
    static final int APPID_MISSING = 41002;
    static final int SECRET_MISSING = 41004;
    static final int CODE_MISSING = 41008;
    static final int TOKEN_EXPIRED = 42001;
    static final int GET_REQUIRED = 43001;
    static final int POST_REQUIRED = 43002;
    static final int EMPTY_BODY = 44002;
    static final int DAILY_QUOTA = 45009;
    static final int MALFORMED_BODY = 47001;
    static final int NO_SESSION_KEY = 87007;
    static final int INVALID_SIGNATURE_METHOD = 87008;
    static final int INVALID_SIGNATURE = 87009;

    private static final Map<Integer, String> MESSAGES = Map.ofEntries(
            Map.entry(-1, "system error"),
            Map.entry(NOT_LATEST_TOKEN, "invalid credential, access_token is invalid or not latest, could get access_token by "
                    + "getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r"),
            Map.entry(INVALID_GRANT_TYPE, "invalid grant_type"),
            Map.entry(INVALID_OPENID, "invalid openid"),
            Map.entry(INVALID_APPID, "invalid appid"),
            Map.entry(INVALID_TOKEN, "invalid access_token"),
            Map.entry(INVALID_CODE, "invalid code"),
            Map.entry(40097, "invalid args"),
            Map.entry(INVALID_SECRET, "invalid appsecret"),
            Map.entry(CODE_USED, "code been used"),
            Map.entry(40164, "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"),
            Map.entry(40226, "code blocked"),
            Map.entry(40243, "AppSecret is frozen"),
            Map.entry(TOKEN_MISSING, "access_token missing"),
            Map.entry(APPID_MISSING, "appid missing"),
            Map.entry(SECRET_MISSING, "appsecret missing"),
            Map.entry(CODE_MISSING, "missing code"),
            Map.entry(TOKEN_EXPIRED, "access_token expired"),
            Map.entry(GET_REQUIRED, "require GET method"),
            Map.entry(POST_REQUIRED, "require POST method"),
            Map.entry(EMPTY_BODY, "empty post data"),
            Map.entry(DAILY_QUOTA, "reach max api daily quota limit"),
            Map.entry(45011, "api minute-quota reach limit, must slower, retry next minute"),
            Map.entry(MALFORMED_BODY, "data format error"),
            Map.entry(48001, "api unauthorized"),
            Map.entry(50002, "user limited"),
            Map.entry(50007, "account is frozen"),
            Map.entry(NO_SESSION_KEY, "session_key is not existd or expired"),
            Map.entry(INVALID_SIGNATURE_METHOD, "invalid sig_method"),
            Map.entry(INVALID_SIGNATURE, "invalid signature"));

    /** The errors that are seen with a hint before the rid. */
    private static final Set<Integer> HINTED = Set.of(INVALID_CODE, EMPTY_BODY, MALFORMED_BODY);
    private static final int HINT_LENGTH = 16;

    private final SimulatorClock clock;

    ErrorResponses(SimulatorClock clock) {
        this.clock = clock;
    }

    JsonObject body(Dialect dialect, int errcode) {
        String message = MESSAGES.getOrDefault(errcode, "unknown error");
        String tail = switch (dialect) {
            case SNS -> ", rid: ";
            case API -> HINTED.contains(errcode) ? " hint: [" + RandomText.alphanumeric(HINT_LENGTH) + "] rid: " : " rid: ";
        };
        return new JsonObject().put("errcode", errcode).put("errmsg", message + tail + rid());
    }

    /** The first group is the time, in hex. */
    private String rid() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "%08x-%08x-%08x".formatted(clock.now().getEpochSecond(), random.nextInt(), random.nextInt());
    }
}
