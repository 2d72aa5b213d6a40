package io.wxsession.simulator;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.vertx.core.json.JsonObject;

/** WeChat's errors as the sns endpoints spell them. WeChat documentation: 全局返回码; spellings as seen on the wire. */
final class WechatErrors {

    static final int INVALID_CODE = 40029;
    static final int CODE_USED = 40163;
    static final int INVALID_APPID = 40013;
    static final int INVALID_SECRET = 40125;
    static final int APPID_MISSING = 41002;
    static final int SECRET_MISSING = 41004;
    static final int CODE_MISSING = 41008;

    private static final Map<Integer, String> MESSAGES = Map.ofEntries(
            Map.entry(-1, "system error"),
            Map.entry(INVALID_APPID, "invalid appid"),
            Map.entry(INVALID_CODE, "invalid code"),
            Map.entry(INVALID_SECRET, "invalid appsecret"),
            Map.entry(CODE_USED, "code been used"),
            Map.entry(40164, "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"),
            Map.entry(40226, "code blocked"),
            Map.entry(40243, "AppSecret is frozen"),
            Map.entry(APPID_MISSING, "appid missing"),
            Map.entry(SECRET_MISSING, "appsecret missing"),
            Map.entry(CODE_MISSING, "missing code"),
            Map.entry(45011, "api minute-quota reach limit, must slower, retry next minute"),
            Map.entry(48001, "api unauthorized"),
            Map.entry(50002, "user limited"),
            Map.entry(50007, "account is frozen"));

    private final SimulatorClock clock;

    WechatErrors(SimulatorClock clock) {
        this.clock = clock;
    }

    /** An error body; the first group of the rid is the time, in hex. */
    JsonObject body(int errcode) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String rid = "%08x-%08x-%08x".formatted(clock.now().getEpochSecond(), random.nextInt(), random.nextInt());
        return new JsonObject()
                .put("errcode", errcode)
                .put("errmsg", MESSAGES.getOrDefault(errcode, "unknown error") + ", rid: " + rid);
    }
}
