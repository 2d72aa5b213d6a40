package io.wxsession.config;

import java.time.Duration;

import io.quarkus.runtime.configuration.DurationConverter;

/**
 * At most {@code count} events within {@code window}.
 *
 * @param count the maximum; 0 means no limit
 * @param window the period in which events are counted
 */
public record Limit(int count, Duration window) {

    /** How a limit is written, for whoever wrote it otherwise. */
    static final String FORMAT = "write <count>/<duration> such as 60/1M, or 0";

    private static final Limit OFF = new Limit(0, Duration.ZERO);

    /**
     * Reads a limit from configuration. SmallRye Config finds this method by its name.
     *
     * @param text {@code 60/1M} or {@code 0}
     * @throws IllegalArgumentException if the text has neither form
     */
    public static Limit valueOf(String text) {
        String trimmed = text.trim();
        if (trimmed.equals("0")) {
            return OFF;
        }
        String[] parts = trimmed.split("/");
        if (parts.length != 2 || !parts[0].matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("'" + text + "' is not a limit: " + FORMAT);
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
