package io.wxsession.http;

import java.util.Locale;

/** All problems. The code is a stable part of the API; status, title and action belong to it. */
public enum ProblemCode {
    INVALID_REQUEST(400, "The request is not valid"),
    UNKNOWN_APP(400, "The mini-program is not configured here"),
    CODE_INVALID(400, "WeChat does not accept the code", Action.RELOGIN),
    CODE_USED(400, "The code was already used", Action.RELOGIN),
    TOKEN_MISSING(401, "A credential is required", Action.RELOGIN),
    TOKEN_INVALID(401, "The access token is not valid", Action.RELOGIN),
    TOKEN_EXPIRED(401, "The access token has expired", Action.REFRESH),
    CLIENT_UNAUTHORIZED(401, "The service client is not authorized"),
    SESSION_EXPIRED(401, "The session has expired", Action.RELOGIN),
    SESSION_REVOKED(401, "The session was ended", Action.RELOGIN),
    SESSION_REPLACED(401, "The session was replaced by a newer login", Action.RELOGIN),
    SESSION_KICKED(401, "The session was ended because the user has too many sessions", Action.RELOGIN),
    REFRESH_INVALID(401, "The refresh token is not valid", Action.RELOGIN),
    REFRESH_REUSED(401, "An old refresh token was used again; the session was ended", Action.RELOGIN),
    LOGIN_BLOCKED(403, "WeChat blocks the login of this user"),
    USER_BANNED(403, "The user is banned"),
    BINDING_REFUSED(403, "The account verifier refuses these credentials"),
    FORBIDDEN(403, "Access is not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "No accepted media type is available"),
    BINDING_CONFLICT(409, "The user or the account is already bound"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    DECRYPTION_FAILED(422, "The data cannot be decrypted", Action.RELOGIN),
    SIGNATURE_MISMATCH(422, "The signature does not match the data and the user's session_key"),
    RATE_LIMITED(429, "Too many requests", Action.RETRY),
    INTERNAL_ERROR(500, "Internal error"),
    WECHAT_MISCONFIGURED(502, "WeChat refuses the configuration of the mini-program"),
    WECHAT_UNAVAILABLE(503, "WeChat is not available", Action.RETRY),
    STORE_UNAVAILABLE(503, "The session store is not available", Action.RETRY),
    VERIFIER_UNAVAILABLE(503, "The account verifier is not available", Action.RETRY);

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

    /** The code in responses, such as {@code token_expired}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** A short summary for people. */
    public String title() {
        return title;
    }

    /** What the mini-program should do next, or null. */
    public Action action() {
        return action;
    }

    /** What a mini-program should do after a problem. */
    public enum Action {
        /** Call {@code wx.login} and log in with the new code. */
        RELOGIN,
        /** Refresh the session with the refresh token. */
        REFRESH,
        /** Wait and send the request again; a login with a new code. */
        RETRY;

        /** The action in responses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
