package io.wxsession.push;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Seconds since 1970, as WeChat writes them in queries and events. */
final class UnixSecond {

    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{9}");

    private UnixSecond() {
    }

    /** Reads a text of ten digits; empty for all others. */
    static OptionalLong parse(String text) {
        return FORM.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
