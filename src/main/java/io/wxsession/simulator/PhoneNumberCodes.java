package io.wxsession.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The codes of the phone number button: of one app, good once and for five minutes. Other than a login code, a bad one is
 * refused in one way, whatever is wrong with it.
 */
final class PhoneNumberCodes {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int LENGTH = 64;

    private final Map<String, Code> codes = new HashMap<>();
    private final SimulatorClock clock;

    PhoneNumberCodes(SimulatorClock clock) {
        this.clock = clock;
    }

    synchronized String issue(String appId, String user) {
        String code = RandomText.hex(LENGTH);
        codes.put(code, new Code(appId, user, clock.now().plus(LIFETIME)));
        return code;
    }

    /**
     * Uses the code up, in one step.
     *
     * @param openid whose it must be, or null
     * @return whose it is
     */
    synchronized String exchange(String appId, String text, String openid) {
        Code code = codes.get(text);
        if (code == null || !code.appId().equals(appId) || !clock.now().isBefore(code.expires())
                || (openid != null && !openid.equals(WechatIds.openid(appId, code.user())))) {
            throw new WechatError(ErrorResponses.INVALID_CODE);
        }
        codes.remove(text);
        return code.user();
    }

    synchronized void reset() {
        codes.clear();
    }

    private record Code(String appId, String user, Instant expires) {
    }
}
