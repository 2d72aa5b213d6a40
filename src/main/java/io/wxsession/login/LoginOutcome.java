package io.wxsession.login;

import java.time.Duration;

import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.ReplyReader;
import io.wxsession.session.Session;

/** The outcome of opening a session in Redis. */
sealed interface LoginOutcome {

    /** Reads the reply of {@code login.lua}. */
    static LoginOutcome read(ReplyReader reply) {
        String outcome = reply.text();
        return switch (outcome) {
            case "banned" -> new Banned();
            case "erasing" -> new Erasing(new UserId(reply.text()));
            case "opened" -> new Opened(Session.read(reply), Duration.ofMillis(reply.number()), reply.number(), reply.number(),
                    reply.optionalText().map(Unionid::new).orElse(null), reply.flag());
            default -> throw ReplyReader.unknownOutcome("login.lua", outcome);
        };
    }

    /**
     * The session is open.
     *
     * @param session its record
     * @param remaining how long it lives unless it is refreshed
     * @param replaced how many sessions of the same user it replaced
     * @param kicked how many of the oldest ended because there were too many
     * @param formerUnionid the user's unionid until now, if it has changed, or null
     * @param newUser whether the login created the user
     */
    record Opened(Session session, Duration remaining, long replaced, long kicked, Unionid formerUnionid,
            boolean newUser) implements LoginOutcome {
    }

    /** The user is banned. */
    record Banned() implements LoginOutcome {
    }

    /** The user is being erased, and the erasure may have been interrupted. */
    record Erasing(UserId user) implements LoginOutcome {
    }
}
