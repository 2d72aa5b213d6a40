package io.wxsession.redis.connection;

import io.vertx.core.VertxException;

/** Redis did not answer. The message says nothing about the command, which may hold secrets. */
public final class Unanswered extends VertxException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure without a reply.
     *
     * @param reason for the log; names no key and no argument
     */
    public Unanswered(String reason) {
        super(reason, true);
    }
}
