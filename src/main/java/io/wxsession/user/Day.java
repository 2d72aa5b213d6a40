package io.wxsession.user;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Days as our statistics count them: in UTC, written as in {@code 2026-11-21}. */
public final class Day {

    private Day() {
    }

    /** The day it is. */
    public static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }
}
