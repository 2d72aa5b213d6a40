package io.wxsession.push;

import java.util.Arrays;
import java.util.Optional;

/** The events by which WeChat says what users change or cancel. WeChat documentation: 用户信息 授权事件通知. */
enum UserEventKind {
    /** The user has changed name or avatar. */
    INFO_MODIFIED("user_info_modified"),
    /** The user has revoked the use of some data. */
    AUTHORIZATION_REVOKED("user_authorization_revoke"),
    /** The user has closed the account with the mini-program. */
    AUTHORIZATION_CANCELLED("user_authorization_cancellation");

    private final String word;

    UserEventKind(String word) {
        this.word = word;
    }

    /** The kind of a message; empty if it is about something else. */
    static Optional<UserEventKind> of(PushBody message) {
        return message.text("Event")
                .flatMap(event -> Arrays.stream(values()).filter(kind -> kind.word.equals(event)).findFirst());
    }

    /** The name that WeChat gives it. */
    String word() {
        return word;
    }
}
