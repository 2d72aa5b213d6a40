package io.wxsession.config;

import java.time.Duration;

import io.quarkus.runtime.configuration.DurationConverter;

/**
 * At most {@code count} events within {@code window}.
 *
 * @param count how many; 0 means that there is no limit
 * @param window the length of time they are counted over
 */
public record Limit(int count, Duration window) {

    private static final Limit OFF = new Limit(0, Duration.ZERO);

    /**
     * Reads a limit from configuration.
     *
     * @param text {@code 60/1M} or {@code 0}
     * @throws IllegalArgumentException if it is neither
     */
    public static Limit valueOf(String text) {
        String trimmed = text.trim();
        if (trimmed.equals("0")) {
            return OFF;
        }
        String[] parts = trimmed.split("/");
        if (parts.length != 2 || !parts[0].matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("'" + text + "' is not a limit: write <count>/<duration> such as 60/1M, or 0");
        }
        Duration window = DurationConverter.parseDuration(parts[1]);
        if (window.toMillis() <= 0) {
            throw new IllegalArgumentException("'" + text + "' is not a limit: its duration must be positive");
        }
        return new Limit(Integer.parseInt(parts[0]), window);
    }

    /** Whether there is no limit. */
    public boolean isOff() {
        return count == 0;
    }
}
