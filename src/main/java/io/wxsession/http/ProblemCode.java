package io.wxsession.http;

import java.util.Locale;

/** Every way a request can fail, by the stable code that callers program against. */
public enum ProblemCode {
    INVALID_REQUEST(400, "The request is not valid"),
    UNKNOWN_APP(400, "No such mini-program is served here"),
    CODE_INVALID(400, "WeChat does not accept this code", Action.RELOGIN),
    CODE_USED(400, "This code was used before", Action.RELOGIN),
    TOKEN_MISSING(401, "A credential is required", Action.RELOGIN),
    TOKEN_INVALID(401, "The access token is not valid", Action.RELOGIN),
    TOKEN_EXPIRED(401, "The access token has expired", Action.REFRESH),
    CLIENT_UNAUTHORIZED(401, "The service client is not authorized"),
    SESSION_EXPIRED(401, "The session has expired", Action.RELOGIN),
    SESSION_REVOKED(401, "The session was ended", Action.RELOGIN),
    SESSION_REPLACED(401, "The session was replaced by a newer login", Action.RELOGIN),
    SESSION_KICKED(401, "The session gave way to a login on another device", Action.RELOGIN),
    REFRESH_INVALID(401, "The refresh token is not valid", Action.RELOGIN),
    REFRESH_REUSED(401, "A refresh token was used twice; the session was ended", Action.RELOGIN),
    LOGIN_BLOCKED(403, "WeChat blocks this login"),
    USER_BANNED(403, "The user is banned"),
    BINDING_REFUSED(403, "The account service refuses these credentials"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be served"),
    BINDING_CONFLICT(409, "User or account is bound to another one"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    DECRYPTION_FAILED(422, "The data cannot be decrypted", Action.RELOGIN),
    SIGNATURE_MISMATCH(422, "The signature does not belong to this data and user"),
    RATE_LIMITED(429, "Too many requests", Action.RETRY),
    INTERNAL_ERROR(500, "Internal error"),
    WECHAT_MISCONFIGURED(502, "WeChat refuses this service's configuration"),
    WECHAT_UNAVAILABLE(503, "WeChat is not available", Action.RETRY),
    STORE_UNAVAILABLE(503, "The session store is not available", Action.RETRY),
    VERIFIER_UNAVAILABLE(503, "The account service is not available", Action.RETRY);

    private final int status;
    private final String title;
    private final Action action;

    ProblemCode(int status, String title) {
        this(status, title, null);
    }

    ProblemCode(int status, String title, Action action) {
        this.status = status;
        this.title = title;
        this.action = action;
    }

    /** The code as it is written in answers, such as {@code token_expired}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What it means, in one sentence for people. */
    public String title() {
        return title;
    }

    /** What the mini-program should do next, or null. */
    public Action action() {
        return action;
    }

    /** What a client should do about a problem. */
    public enum Action {
        /** Call {@code wx.login} and log in with the fresh code. */
        RELOGIN,
        /** Use the refresh token. */
        REFRESH,
        /** Wait and send the same again. */
        RETRY;

        /** The action as it is written in answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
