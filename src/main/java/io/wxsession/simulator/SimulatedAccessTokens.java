package io.wxsession.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The access_tokens of the apps, of both kinds, which do not know of each other: the plain one, of which a new one replaces
 * the old, and the stable one. WeChat documentation: 获取接口调用凭据, 获取稳定版接口调用凭据.
 */
final class SimulatedAccessTokens {

    private static final Duration OVERLAP = Duration.ofMinutes(5);
    /** A stable token is renewed 5 minutes before its 2 hours are over; shorter ones in proportion. */
    private static final int EARLY_SHARE = 24;

    private final Map<Line, String> latest = new HashMap<>();
    private final Map<String, Issued> issued = new HashMap<>();
    private final Map<String, SimulatedTokenSettings> shapes = new HashMap<>();
    private final SimulatorClock clock;
    private final ForcedRefreshQuota forced;

    SimulatedAccessTokens(SimulatorClock clock) {
        this.clock = clock;
        this.forced = new ForcedRefreshQuota(clock);
    }

    /** A new plain token. The one before it is good for five minutes more. */
    synchronized Grant plain(String appId) {
        return renew(new Line(appId, false), clock.now().plus(OVERLAP));
    }

    /** The stable token, a new one only if it is about to end. */
    synchronized Grant stable(String appId) {
        Line line = new Line(appId, true);
        Instant now = clock.now();
        Issued current = issued.get(latest.get(line));
        if (current == null || !now.isBefore(current.replaced()) || !now.isBefore(current.expires().minus(current.early()))) {
            return renew(line, Instant.MAX);
        }
        return new Grant(latest.get(line), Duration.between(now, current.expires()).toSeconds());
    }

    /** A new stable token, which ends the old one; the old one again if it was forced only just before. */
    synchronized Grant forced(String appId) {
        return forced.take(appId) ? renew(new Line(appId, true), clock.now()) : stable(appId);
    }

    private Grant renew(Line line, Instant oldIsGoodUntil) {
        issued.computeIfPresent(latest.getOrDefault(line, ""), (token, old) -> old.replaced(oldIsGoodUntil));
        SimulatedTokenSettings shape = shapes.getOrDefault(line.appId(), SimulatedTokenSettings.DEFAULT);
        String token = shape.newToken();
        latest.put(line, token);
        issued.put(token, new Issued(line, clock.now().plus(shape.lifetime()), shape.lifetime().dividedBy(EARLY_SHARE),
                Instant.MAX));
        return new Grant(token, shape.lifetime().toSeconds());
    }

    /** Whose token it is, though it may no longer be good, or null. */
    synchronized String appOf(String token) {
        Issued known = issued.get(token);
        return known == null ? null : known.line().appId();
    }

    /** The app that this token speaks for, or {@link WechatError}. */
    synchronized String authenticate(String token) {
        if (token == null || token.isEmpty()) {
            throw new WechatError(ErrorResponses.TOKEN_MISSING);
        }
        Issued known = issued.get(token);
        if (known == null) {
            throw new WechatError(ErrorResponses.INVALID_TOKEN);
        }
        if (!clock.now().isBefore(known.expires())) {
            throw new WechatError(ErrorResponses.TOKEN_EXPIRED);
        }
        if (!clock.now().isBefore(known.replaced())) {
            throw new WechatError(ErrorResponses.NOT_LATEST_TOKEN);
        }
        return known.line().appId();
    }

    /** Ends all tokens of an app, as another server with the same secret does. */
    synchronized void end(String appId) {
        issued.replaceAll((token, known) -> known.line().appId().equals(appId) ? known.replaced(clock.now()) : known);
    }

    /** What the next tokens of an app are like. */
    synchronized void shape(String appId, SimulatedTokenSettings shape) {
        shapes.put(appId, shape);
    }

    /** As at first, but every token that was given is good again, so that who still holds one need not notice. */
    synchronized void reset() {
        shapes.clear();
        forced.reset();
        Instant expires = clock.now().plus(SimulatedTokenSettings.DEFAULT.lifetime());
        Duration early = SimulatedTokenSettings.DEFAULT.lifetime().dividedBy(EARLY_SHARE);
        issued.replaceAll((token, known) -> new Issued(known.line(), expires, early, Instant.MAX));
    }

    /** A token and the seconds it lasts. */
    record Grant(String token, long expiresIn) {

        @Override
        public String toString() {
            return "Grant[" + expiresIn + " s]";
        }
    }

    private record Line(String appId, boolean stable) {
    }

    private record Issued(Line line, Instant expires, Duration early, Instant replaced) {

        Issued replaced(Instant instant) {
            return replaced.isBefore(instant) ? this : new Issued(line, expires, early, instant);
        }
    }
}
