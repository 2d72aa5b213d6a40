package io.wxsession.log;

import java.util.Locale;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.MDC;

/**
 * An event for those who watch over security. Each is logged on the category {@code wxsession.security} with its
 * name as {@code event} in the line's context, and with no secret, openid or phone number.
 */
public enum SecurityEvent {
    /** A superseded refresh token was used again, so it may be stolen. */
    REFRESH_REUSED(Level.WARN),
    /** A limit was exceeded. */
    RATE_LIMITED(Level.WARN),
    /** A message push did not prove that it comes from WeChat. */
    PUSH_REFUSED(Level.WARN),
    /** A service client presented a wrong secret, or an id that is not configured. */
    CLIENT_UNAUTHORIZED(Level.WARN),
    /** A user was banned. */
    USER_BANNED(Level.INFO),
    /** A user's ban was lifted. */
    BAN_LIFTED(Level.INFO),
    /** All data of a user was erased. */
    USER_ERASED(Level.INFO);

    /** The log category of all security events. */
    public static final String CATEGORY = "wxsession.security";

    private static final Logger LOG = Logger.getLogger(CATEGORY);
    private static final String NAME = "event";

    private final Level level;

    SecurityEvent(Level level) {
        this.level = level;
    }

    /** Logs that it happened. The format is that of {@link String#format}. */
    public void log(String format, Object... args) {
        MDC.put(NAME, word());
        try {
            LOG.logf(level, format, args);
        } finally {
            MDC.remove(NAME);
        }
    }

    /** The name in the log, such as {@code refresh_reused}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
