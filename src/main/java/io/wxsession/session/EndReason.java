package io.wxsession.session;

import java.util.Locale;
import java.util.Optional;

import io.wxsession.http.ProblemCode;

/** Why a session ended before its time. */
public enum EndReason {
    /** Logout, ended by its handle, revoked, signed out by a back end, or the user was erased. */
    REVOKED(ProblemCode.SESSION_REVOKED),
    /** A newer login on the same phone replaced it. */
    REPLACED(ProblemCode.SESSION_REPLACED),
    /** The user had too many sessions, and this was the oldest. */
    KICKED(ProblemCode.SESSION_KICKED),
    /** The user was banned. */
    BANNED(ProblemCode.USER_BANNED),
    /** A superseded refresh token was used after the reuse window, so it may be stolen. */
    REFRESH_REUSED(ProblemCode.REFRESH_REUSED);

    private final ProblemCode problem;

    EndReason(ProblemCode problem) {
        this.problem = problem;
    }

    /** The problem that a request with a credential of the ended session gets. */
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
