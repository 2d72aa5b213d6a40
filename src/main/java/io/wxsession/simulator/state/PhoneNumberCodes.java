package io.wxsession.simulator.state;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.wxsession.simulator.crypto.RandomText;
import io.wxsession.simulator.crypto.WechatIds;

/**
 * The codes of the phone number button. A code belongs to one app, works once and expires after five minutes. Unlike login
 * codes, every invalid code is refused with the same errcode.
 */
public final class PhoneNumberCodes {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int LENGTH = 64;

    private final Map<String, IssuedPhoneNumberCode> codes = new HashMap<>();
    private final SimulatorClock clock;

    /** Starts without codes. */
    public PhoneNumberCodes(SimulatorClock clock) {
        this.clock = clock;
    }

    /** Issues a code for a user of an app. */
    public synchronized String issue(String appId, String user) {
        String code = RandomText.hex(LENGTH);
        codes.put(code, new IssuedPhoneNumberCode(appId, user, clock.now().plus(LIFETIME)));
        return code;
    }

    /**
     * Uses a code up, in one step.
     *
     * @param openid the openid that the user must have, or null for any
     * @return the user that the code was issued for
     * @throws WechatError if the code is unknown, used, expired, of another app or of another user
     */
    public synchronized String exchange(String appId, String text, String openid) {
        IssuedPhoneNumberCode code = codes.get(text);
        if (code == null || !code.appId().equals(appId) || !clock.now().isBefore(code.expires())
                || (openid != null && !openid.equals(WechatIds.openid(appId, code.user())))) {
            throw new WechatError(Errcode.INVALID_CODE);
        }
        codes.remove(text);
        return code.user();
    }

    /** Forgets all codes. */
    public synchronized void reset() {
        codes.clear();
    }

    private record IssuedPhoneNumberCode(String appId, String user, Instant expires) {
    }
}
