package io.wxsession.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Counts how often apps force a new stable token: twenty times a day, and to no effect within thirty seconds of the last. */
final class ForcedRefreshQuota {

    private static final int PER_DAY = 20;
    private static final Duration APART = Duration.ofSeconds(30);
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private final Map<String, Day> days = new HashMap<>();
    private final SimulatorClock clock;

    ForcedRefreshQuota(SimulatorClock clock) {
        this.clock = clock;
    }

    /** Whether a token is to be renewed, which counts; {@link WechatError} if it was often enough today. */
    boolean take(String appId) {
        Instant now = clock.now();
        LocalDate today = LocalDate.ofInstant(now, BEIJING);
        Day day = days.getOrDefault(appId, new Day(today, 0, Instant.EPOCH));
        if (now.isBefore(day.last().plus(APART))) {
            return false;
        }
        int before = day.date().equals(today) ? day.count() : 0;
        if (before == PER_DAY) {
            throw new WechatError(ErrorResponses.DAILY_QUOTA);
        }
        days.put(appId, new Day(today, before + 1, now));
        return true;
    }

    void reset() {
        days.clear();
    }

    private record Day(LocalDate date, int count, Instant last) {
    }
}
