package io.wxsession.testing.redis;

import java.time.Duration;

/**
 * What the service answered to one request of a {@link SessionLoad}.
 *
 * @param request what was asked
 * @param partition the hash tag of the session's keys; null for a login, which touches several
 * @param status its status; 0 if there was no answer
 * @param detail the code of its problem, or what was wrong with the answer; empty if it is good
 * @param begunNanos when the request was sent
 * @param endedNanos when the answer was there
 */
public record Answer(Kind request, String partition, int status, String detail, long begunNanos, long endedNanos) {

    /** What is asked. */
    public enum Kind {
        READ,
        VERIFY,
        REFRESH,
        LOGIN
    }

    /** Whether the phone got what it asked for. */
    public boolean isGood() {
        return (status == 200 || status == 201) && detail.isEmpty();
    }

    /** Whether the service said that Redis is away. */
    public boolean isUnavailable() {
        return status == 503 && detail.equals("store_unavailable");
    }

    /** Whether the service said, in good order, that it does not know the session. */
    public boolean saysExpired() {
        return status == 401 && detail.equals("session_expired");
    }

    Duration duration() {
        return Duration.ofNanos(endedNanos - begunNanos);
    }

    /** What tells answers of different kinds apart. */
    String summary() {
        return request + " " + status + (detail.isEmpty() ? "" : " " + detail);
    }
}
