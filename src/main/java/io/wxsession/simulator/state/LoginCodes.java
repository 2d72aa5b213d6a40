package io.wxsession.simulator.state;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.wxsession.simulator.crypto.RandomText;

/** The codes of {@code wx.login}. A code belongs to one app, works once and expires after five minutes. */
public final class LoginCodes {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int LENGTH = 32;

    private final SimulatorClock clock;
    private final Map<String, IssuedLoginCode> codes = new HashMap<>();
    private int expiredErrcode = Errcode.INVALID_CODE;

    /** Starts without codes. */
    public LoginCodes(SimulatorClock clock) {
        this.clock = clock;
    }

    /** Issues a code for a user of an app. */
    public synchronized String issue(String appId, String user) {
        String code = RandomText.alphanumeric(LENGTH);
        codes.put(code, new IssuedLoginCode(appId, user, clock.now().plus(LIFETIME), false));
        return code;
    }

    /**
     * Uses a code up, in one step.
     *
     * @return the user that the code was issued for
     * @throws WechatError if the code is unknown, of another app, used or expired
     */
    public synchronized String exchange(String appId, String text) {
        IssuedLoginCode code = codes.get(text);
        if (code == null || !code.appId().equals(appId)) {
            throw new WechatError(Errcode.INVALID_CODE);
        }
        if (code.used()) {
            throw new WechatError(Errcode.CODE_USED);
        }
        if (clock.now().isAfter(code.expires())) {
            throw new WechatError(expiredErrcode);
        }
        codes.put(text, new IssuedLoginCode(code.appId(), code.user(), code.expires(), true));
        return code.user();
    }

    /** Sets the errcode for expired codes. Reports differ on which one WeChat sends. */
    public synchronized void refuseExpiredWith(int errcode) {
        expiredErrcode = errcode;
    }

    /** Forgets all codes and restores the default errcode for expired ones. */
    public synchronized void reset() {
        codes.clear();
        expiredErrcode = Errcode.INVALID_CODE;
    }

    private record IssuedLoginCode(String appId, String user, Instant expires, boolean used) {
    }
}
