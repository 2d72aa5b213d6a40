package io.wxsession.user;

import java.util.regex.Pattern;

/** The form of an account's id: 1 to 128 visible ASCII characters, for it travels in a header. */
public final class AccountId {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,128}");

    private AccountId() {
    }

    /** Whether it could be one. */
    public static boolean isValid(String text) {
        return text != null && FORM.matcher(text).matches();
    }
}
