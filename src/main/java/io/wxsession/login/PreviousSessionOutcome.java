package io.wxsession.login;

import com.fasterxml.jackson.annotation.JsonValue;

/** The outcome for the session that a login replaces. */
public enum PreviousSessionOutcome {
    /** No live session was named, or only one of another app, or another user's by an expired token. It was left alone. */
    NONE("none"),
    /** It belonged to the same user and has ended. */
    REPLACED("replaced"),
    /** It belonged to another user and has ended. The mini-program must drop that user's cached data. */
    SWITCHED("switched");

    private final String word;

    PreviousSessionOutcome(String word) {
        this.word = word;
    }

    /** The word in responses. */
    @JsonValue
    public String word() {
        return word;
    }
}
