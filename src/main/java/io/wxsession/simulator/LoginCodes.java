package io.wxsession.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The codes of {@code wx.login}: of one app, good once and for five minutes. */
final class LoginCodes {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int LENGTH = 32;

    private final SimulatorClock clock;
    private final Map<String, Code> codes = new HashMap<>();
    private int expiredErrcode = ErrorResponses.INVALID_CODE;

    LoginCodes(SimulatorClock clock) {
        this.clock = clock;
    }

    synchronized String issue(String appId, String user) {
        String code = RandomText.alphanumeric(LENGTH);
        codes.put(code, new Code(appId, user, clock.now().plus(LIFETIME), false));
        return code;
    }

    /**
     * Uses the code up, in one step. Reports differ on how an expired one is refused, so that can be chosen.
     *
     * @return whose it is
     */
    synchronized String exchange(String appId, String text) {
        Code code = codes.get(text);
        if (code == null || !code.appId().equals(appId)) {
            throw new WechatError(ErrorResponses.INVALID_CODE);
        }
        if (code.used()) {
            throw new WechatError(ErrorResponses.CODE_USED);
        }
        if (clock.now().isAfter(code.expires())) {
            throw new WechatError(expiredErrcode);
        }
        codes.put(text, new Code(code.appId(), code.user(), code.expires(), true));
        return code.user();
    }

    synchronized void refuseExpiredWith(int errcode) {
        expiredErrcode = errcode;
    }

    synchronized void reset() {
        codes.clear();
        expiredErrcode = ErrorResponses.INVALID_CODE;
    }

    private record Code(String appId, String user, Instant expires, boolean used) {
    }
}
