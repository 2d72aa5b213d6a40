package io.wxsession.redis.connection;

/** Kinds of commands that have connections of their own, so that one kind never waits for the other. */
public enum Lane {
    /** What a request waits for. */
    REQUESTS,
    /** Exports and counts, whose replies may be large. */
    BULK
}
