package io.wxsession.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

/** Refuses a start without keys, or with lifetimes and names under which sessions and tokens are unsafe. */
@Singleton
class SessionSettingsCheck implements StartupCheck {

    private static final Duration LONGEST_REUSE_WINDOW = Duration.ofMinutes(5);
    /** For so long the mini-program client repeats a refresh whose response was lost. */
    private static final Duration CLIENT_REPEATS = Duration.ofSeconds(25);

    private final WxsessionConfig config;

    SessionSettingsCheck(WxsessionConfig config) {
        this.config = config;
    }

    @Override
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        checkKeys(faults);
        checkNumbers(faults);
        checkAudiences(faults);
        return faults;
    }

    @Override
    public List<String> warnings() {
        if (config.refresh().reuseWindow().compareTo(CLIENT_REPEATS) < 0) {
            return List.of("wxsession.refresh.reuse-window is under 25S: for so long the mini-program client repeats a"
                    + " refresh whose response was lost, and after the window that ends the session. Set it to 30S or more");
        }
        return List.of();
    }

    private void checkKeys(List<String> faults) {
        if (config.token().keysDir().isEmpty()) {
            faults.add(
                    "wxsession.token.keys-dir is not set: name a directory of PKCS#8 PEM files with the keys that sign tokens,"
                            + " made for example with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key-1.pem");
        }
        if (config.sealing().keys().filter(keys -> !keys.isEmpty()).isEmpty() && config.sealing().keysDir().isEmpty()) {
            faults.add("wxsession.sealing.keys is not set, nor is .keys-dir: give a key as <id>:<base64 of 32 bytes>,"
                    + " made for example with: echo k1:$(openssl rand -base64 32)");
        }
    }

    private void checkNumbers(List<String> faults) {
        if (config.session().maxPerUser() < 1) {
            faults.add("wxsession.session.max-per-user is below 1: set it to 1 or more");
        }
        if (config.session().idleTimeout().toSeconds() < 1 || config.session().absoluteLifetime().toSeconds() < 1) {
            faults.add("wxsession.session.idle-timeout and .absolute-lifetime must be at least 1S");
        }
        if (config.token().lifetime().toSeconds() < 1) {
            faults.add("wxsession.token.lifetime must be at least 1S");
        }
        if (config.token().activationDelay().isNegative() || config.refresh().reuseWindow().isNegative()) {
            faults.add("wxsession.token.activation-delay and wxsession.refresh.reuse-window must not be negative");
        }
        if (config.refresh().reuseWindow().compareTo(LONGEST_REUSE_WINDOW) > 0) {
            faults.add("wxsession.refresh.reuse-window is over 5M: for so long a stolen refresh token would work beside the"
                    + " phone's, set it to a minute or less");
        }
    }

    private void checkAudiences(List<String> faults) {
        if (config.forwardAuth().audience().equals(config.token().audience())) {
            faults.add("wxsession.forward-auth.audience is also wxsession.token.audience: an assertion must never pass for an"
                    + " access token, give them different names");
        }
    }
}
