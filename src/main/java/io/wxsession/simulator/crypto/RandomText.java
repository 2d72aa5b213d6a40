package io.wxsession.simulator.crypto;

import java.security.SecureRandom;

/** Unpredictable text in the alphabets that WeChat uses. */
public final class RandomText {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String HEX = "0123456789abcdef";
    private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private RandomText() {
    }

    /** Random digits and letters of both cases. */
    public static String alphanumeric(int length) {
        return of(ALPHANUMERIC, length);
    }

    /** Random digits in lower-case hex. */
    public static String hex(int length) {
        return of(HEX, length);
    }

    /** Random decimal digits. */
    public static String digits(int length) {
        return of(HEX.substring(0, 10), length);
    }

    /** Random bytes. */
    public static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String of(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        RANDOM.ints(length, 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
        return text.toString();
    }
}
