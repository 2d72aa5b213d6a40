package io.wxsession.session;

import java.util.Locale;
import java.util.Optional;

import io.wxsession.http.ProblemCode;

/** Why a session ended before its time. */
public enum EndReason {
    /** Logout, also from elsewhere. */
    REVOKED(ProblemCode.SESSION_REVOKED),
    /** A newer login on the same phone. */
    REPLACED(ProblemCode.SESSION_REPLACED),
    /** The user's oldest session gave way to a newer one. */
    KICKED(ProblemCode.SESSION_KICKED),
    /** The user was banned. */
    BANNED(ProblemCode.USER_BANNED),
    /** A refresh token came a second time, so one of its two senders had stolen it. */
    REFRESH_REUSED(ProblemCode.REFRESH_REUSED);

    private final ProblemCode problem;

    EndReason(ProblemCode problem) {
        this.problem = problem;
    }

    /** What a caller with a credential of the ended session is told. */
    public ProblemCode problem() {
        return problem;
    }

    /** How the reason is written in Redis. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<EndReason> byWord(String word) {
        for (EndReason reason : values()) {
            if (reason.word().equals(word)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
