package io.wxsession.simulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The codes of {@code wx.login}: of one app, good once and for five minutes. */
final class LoginCodes {

    /** What an exchange finds. */
    sealed interface Lookup {
    }

    /** The code was good and is used up now. */
    record Good(String user) implements Lookup {
    }

    /** WeChat refuses it. */
    record Bad(int errcode) implements Lookup {
    }

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int LENGTH = 32;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final SecureRandom random = new SecureRandom();
    private final SimulatorClock clock;
    private final Map<String, Code> codes = new HashMap<>();
    private int expiredErrcode = WechatErrors.INVALID_CODE;

    LoginCodes(SimulatorClock clock) {
        this.clock = clock;
    }

    synchronized String issue(String appId, String user) {
        StringBuilder code = new StringBuilder(LENGTH);
        random.ints(LENGTH, 0, ALPHABET.length()).forEach(i -> code.append(ALPHABET.charAt(i)));
        codes.put(code.toString(), new Code(appId, user, clock.now().plus(LIFETIME), false));
        return code.toString();
    }

    /** Uses the code up, in one step. Reports differ on how an expired one is refused, so that can be chosen. */
    synchronized Lookup exchange(String appId, String text) {
        Code code = codes.get(text);
        if (code == null || !code.appId().equals(appId)) {
            return new Bad(WechatErrors.INVALID_CODE);
        }
        if (code.used()) {
            return new Bad(WechatErrors.CODE_USED);
        }
        if (clock.now().isAfter(code.expires())) {
            return new Bad(expiredErrcode);
        }
        codes.put(text, new Code(code.appId(), code.user(), code.expires(), true));
        return new Good(code.user());
    }

    synchronized void refuseExpiredWith(int errcode) {
        expiredErrcode = errcode;
    }

    synchronized void reset() {
        codes.clear();
        expiredErrcode = WechatErrors.INVALID_CODE;
    }

    private record Code(String appId, String user, Instant expires, boolean used) {
    }
}
