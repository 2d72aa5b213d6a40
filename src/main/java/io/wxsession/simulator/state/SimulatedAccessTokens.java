package io.wxsession.simulator.state;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The access_tokens of the apps. There are two kinds, plain and stable; a new token of one kind does not end tokens of the
 * other kind. WeChat documentation: 获取接口调用凭据, 获取稳定版接口调用凭据.
 */
public final class SimulatedAccessTokens {

    private static final Duration OVERLAP = Duration.ofMinutes(5);
    /** A stable token is renewed in the last 24th of its lifetime: the last 5 minutes of 2 hours. */
    private static final int RENEWAL_SHARE = 24;

    private final Map<TokenSeries, String> latest = new HashMap<>();
    private final Map<String, IssuedToken> issued = new HashMap<>();
    private final Map<String, SimulatedTokenSettings> settingsByApp = new HashMap<>();
    private final SimulatorClock clock;
    private final ForcedRefreshQuota forcedRefreshes;

    /** Starts without tokens. */
    public SimulatedAccessTokens(SimulatorClock clock) {
        this.clock = clock;
        this.forcedRefreshes = new ForcedRefreshQuota(clock);
    }

    /** Issues a new plain token. The previous one stays valid for five minutes. */
    public synchronized Grant plain(String appId) {
        return renew(new TokenSeries(appId, false), clock.now().plus(OVERLAP));
    }

    /** Gives the current stable token, or issues a new one if the current one is about to expire. */
    public synchronized Grant stable(String appId) {
        TokenSeries series = new TokenSeries(appId, true);
        Instant now = clock.now();
        IssuedToken current = issued.get(latest.get(series));
        if (current == null || !now.isBefore(current.replaced()) || !now.isBefore(current.renewable())) {
            return renew(series, Instant.MAX);
        }
        return new Grant(latest.get(series), Duration.between(now, current.expires()).toSeconds());
    }

    /**
     * Issues a new stable token and ends the current one. Within 30 seconds of the last forced refresh it gives the current
     * one instead.
     *
     * @throws WechatError if the daily quota is used up
     */
    public synchronized Grant forced(String appId) {
        return forcedRefreshes.take(appId) ? renew(new TokenSeries(appId, true), clock.now()) : stable(appId);
    }

    private Grant renew(TokenSeries series, Instant oldValidUntil) {
        issued.computeIfPresent(latest.getOrDefault(series, ""), (token, old) -> old.replaced(oldValidUntil));
        SimulatedTokenSettings settings = settingsByApp.getOrDefault(series.appId(), SimulatedTokenSettings.DEFAULT);
        String token = settings.newToken();
        latest.put(series, token);
        issued.put(token, new IssuedToken(series, clock.now().plus(settings.lifetime()), renewalMargin(settings), Instant.MAX));
        return new Grant(token, settings.lifetime().toSeconds());
    }

    private static Duration renewalMargin(SimulatedTokenSettings settings) {
        return settings.lifetime().dividedBy(RENEWAL_SHARE);
    }

    /** The AppID that a token was issued to, even if it is no longer valid; null if the token is unknown. */
    public synchronized String appOf(String token) {
        IssuedToken known = issued.get(token);
        return known == null ? null : known.series().appId();
    }

    /**
     * The AppID that a valid token was issued to.
     *
     * @throws WechatError if the token is missing, unknown, expired or replaced
     */
    public synchronized String authenticate(String token) {
        if (token == null || token.isEmpty()) {
            throw new WechatError(Errcode.TOKEN_MISSING);
        }
        IssuedToken known = issued.get(token);
        if (known == null) {
            throw new WechatError(Errcode.INVALID_TOKEN);
        }
        if (!clock.now().isBefore(known.expires())) {
            throw new WechatError(Errcode.TOKEN_EXPIRED);
        }
        if (!clock.now().isBefore(known.replaced())) {
            throw new WechatError(Errcode.NOT_LATEST_TOKEN);
        }
        return known.series().appId();
    }

    /** Ends all tokens of an app, as if another server with the same AppSecret had replaced them. */
    public synchronized void end(String appId) {
        issued.replaceAll((token, known) -> known.series().appId().equals(appId) ? known.replaced(clock.now()) : known);
    }

    /** Sets the lifetime and length of the next tokens of an app. */
    public synchronized void configure(String appId, SimulatedTokenSettings settings) {
        settingsByApp.put(appId, settings);
    }

    /** Restores the default settings and makes every issued token valid again, so a server can keep its token. */
    public synchronized void reset() {
        settingsByApp.clear();
        forcedRefreshes.reset();
        Instant expires = clock.now().plus(SimulatedTokenSettings.DEFAULT.lifetime());
        Duration margin = renewalMargin(SimulatedTokenSettings.DEFAULT);
        issued.replaceAll((token, known) -> new IssuedToken(known.series(), expires, margin, Instant.MAX));
    }

    /**
     * An access_token as it is given to an app.
     *
     * @param expiresIn the seconds until it expires
     */
    public record Grant(String token, long expiresIn) {

        @Override
        public String toString() {
            return "Grant[" + expiresIn + " s]";
        }
    }

    private record TokenSeries(String appId, boolean stable) {
    }

    private record IssuedToken(TokenSeries series, Instant expires, Duration renewalMargin, Instant replaced) {

        Instant renewable() {
            return expires.minus(renewalMargin);
        }

        IssuedToken replaced(Instant instant) {
            return replaced.isBefore(instant) ? this : new IssuedToken(series, expires, renewalMargin, instant);
        }
    }
}
