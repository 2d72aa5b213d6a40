package io.wxsession.session;

import java.time.Duration;

/** What became of a session when its refresh token was used. */
public sealed interface Rotation {

    /**
     * It lives on.
     *
     * @param generation the generation of the refresh token to hand out
     * @param session the session as it is now
     * @param remaining how long it lives unless refreshed again
     */
    record Current(long generation, Session session, Duration remaining) implements Rotation {
    }

    /** A token that had been used up came back, so the session was ended. */
    record Reused() implements Rotation {
    }

    /** It had ended meanwhile. */
    record Gone() implements Rotation {
    }
}
