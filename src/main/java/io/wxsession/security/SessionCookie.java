package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.token.TokenSet;

/** The cookie {@code wxs} with the access token. Does nothing unless configured. */
@ApplicationScoped
public class SessionCookie {

    /** The name of the cookie. */
    public static final String NAME = "wxs";

    private final boolean allowed;

    SessionCookie(WxsessionConfig config) {
        this.allowed = config.carriers().cookie();
    }

    /** Sets the cookie. It lives longer than the access token, so that a late client receives {@code token_expired}. */
    public void set(HttpServerResponse response, TokenSet tokens) {
        if (allowed) {
            response.addCookie(cookie(tokens.accessToken().value()).setMaxAge(tokens.refreshExpiresIn()));
        }
    }

    /** Clears the cookie. */
    public void clear(HttpServerResponse response) {
        if (allowed) {
            response.addCookie(cookie("").setMaxAge(0));
        }
    }

    private static Cookie cookie(String value) {
        return Cookie.cookie(NAME, value).setPath("/").setSecure(true).setHttpOnly(true).setSameSite(CookieSameSite.LAX);
    }
}
