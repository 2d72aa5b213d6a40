package io.wxsession.fuzz;

import java.util.List;
import java.util.Random;

/** Texts as strangers send them: empty, long, of other alphabets, with characters that mean something to a parser. */
final class RandomText {

    private static final List<String> ODD = List.of("", " ", "\0", "null", "0", "-1", "1e999", "true", "{}", "[]", "\"", "\\",
            "../..", "%00", "%zz", "a\r\nb: c", "Ā", "微信用户", "\u202e", "\ud83d\ude00", "\ud800", "\udfff", "\uffff", "=",
            "====",
            "AAAA", "a.b.c", "..", "é", "1".repeat(400), "x".repeat(5_000), "9223372036854775808", "u_", "u_AAAA", "wx");

    private final Random random;

    RandomText(Random random) {
        this.random = random;
    }

    /** A text that no parser can expect. */
    String odd() {
        return ODD.get(random.nextInt(ODD.size()));
    }

    /** The text with a character changed, added or lost, cut off, or doubled. */
    String mutated(String text) {
        if (text.isEmpty()) {
            return odd();
        }
        int at = random.nextInt(text.length());
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at) + (char) (' ' + random.nextInt(95)) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + odd() + text.substring(at);
            case 2 -> text.substring(0, at) + text.substring(at + 1);
            case 3 -> text.substring(0, at);
            case 4 -> text + text;
            default -> odd();
        };
    }
}
