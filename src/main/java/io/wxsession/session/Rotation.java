package io.wxsession.session;

import java.time.Duration;

import io.wxsession.redis.ReplyReader;

/** The outcome of presenting a refresh token. */
public sealed interface Rotation {

    /** Reads the reply of {@code refresh.lua}. */
    static Rotation read(ReplyReader reply) {
        String outcome = reply.text();
        return switch (outcome) {
            case "gone" -> new Ended();
            case "refused" -> new Refused(EndReason.byWord(reply.text()).orElse(EndReason.REVOKED));
            case "reused" -> new Reused();
            case "current" -> new Current(reply.number(), Session.read(reply), Duration.ofMillis(reply.number()));
            default -> throw ReplyReader.unknownOutcome("refresh.lua", outcome);
        };
    }

    /**
     * The session goes on.
     *
     * @param generation the generation of the refresh token to issue
     * @param session the session as it is now
     * @param remaining how long it lives unless it is refreshed again
     */
    record Current(long generation, Session session, Duration remaining) implements Rotation {
    }

    /** The token was superseded and the reuse window is over, so the session was ended. */
    record Reused() implements Rotation {
    }

    /** The user is banned or erased, so the session was ended. */
    record Refused(EndReason reason) implements Rotation {
    }

    /** The session had already ended. The reason is kept. */
    record Ended() implements Rotation {
    }
}
