package io.wxsession.login;

import com.fasterxml.jackson.annotation.JsonValue;

/** What became of the session that a login supersedes. */
public enum PreviousSessionOutcome {
    /** There was none of ours, or it was another app's and was left alone. */
    NONE("none"),
    /** It was the same user's and has ended. */
    REPLACED("replaced"),
    /** It was another user's and has ended: the mini-program must drop what it cached for that user. */
    SWITCHED("switched");

    private final String word;

    PreviousSessionOutcome(String word) {
        this.word = word;
    }

    /** As it is written in answers. */
    @JsonValue
    public String word() {
        return word;
    }
}
