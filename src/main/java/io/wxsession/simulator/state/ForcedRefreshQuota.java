package io.wxsession.simulator.state;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how often an app forces a new stable token: twenty times a day. Within 30 seconds of the last one, a forced refresh
 * has no effect and is not counted.
 */
final class ForcedRefreshQuota {

    private static final int PER_DAY = 20;
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(30);
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private final Map<String, DayCount> days = new HashMap<>();
    private final SimulatorClock clock;

    ForcedRefreshQuota(SimulatorClock clock) {
        this.clock = clock;
    }

    /**
     * Counts a forced refresh.
     *
     * @return whether to issue a new token; false within 30 seconds of the last one
     * @throws WechatError if the daily quota is used up
     */
    boolean take(String appId) {
        Instant now = clock.now();
        LocalDate today = LocalDate.ofInstant(now, BEIJING);
        DayCount day = days.getOrDefault(appId, new DayCount(today, 0, Instant.EPOCH));
        if (now.isBefore(day.last().plus(MIN_INTERVAL))) {
            return false;
        }
        int before = day.date().equals(today) ? day.count() : 0;
        if (before == PER_DAY) {
            throw new WechatError(Errcode.DAILY_QUOTA);
        }
        days.put(appId, new DayCount(today, before + 1, now));
        return true;
    }

    void reset() {
        days.clear();
    }

    private record DayCount(LocalDate date, int count, Instant last) {
    }
}
