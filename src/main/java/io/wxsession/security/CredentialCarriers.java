package io.wxsession.security;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;

/** Finds access tokens in a request: Authorization header, {@code X-WX-Skey}, and the cookie {@code wxs} if configured. */
@ApplicationScoped
public class CredentialCarriers {

    /** The header of Tencent's wafer client. */
    public static final String SKEY_HEADER = "X-WX-Skey";

    private static final CharSequence SKEY = HttpHeaders.createOptimized(SKEY_HEADER);
    private static final String BEARER = "Bearer ";
    /** Two are too many for all but a login, and a phone has no more than one for each carrier. */
    private static final int MOST_DIFFERENT = 5;

    private final boolean cookieAllowed;

    @Inject
    CredentialCarriers(WxsessionConfig config) {
        this(config.carriers().cookie());
    }

    CredentialCarriers(boolean cookieAllowed) {
        this.cookieAllowed = cookieAllowed;
    }

    /**
     * The different access tokens in the headers of a request. A token that occurs twice counts once, and the sixth is not looked
     * at.
     */
    public List<Secret> tokens(MultiMap headers) {
        List<Secret> tokens = new ArrayList<>(1);
        for (String authorization : headers.getAll(HttpHeaders.AUTHORIZATION)) {
            if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                add(tokens, authorization.substring(BEARER.length()).trim());
            }
        }
        for (String skey : headers.getAll(SKEY)) {
            add(tokens, skey.trim());
        }
        if (cookieAllowed) {
            addCookies(tokens, headers.getAll(HttpHeaders.COOKIE));
        }
        return tokens;
    }

    private static void addCookies(List<Secret> tokens, List<String> headers) {
        for (String header : headers) {
            for (Cookie cookie : ServerCookieDecoder.STRICT.decodeAll(header)) {
                if (cookie.name().equals(SessionCookie.NAME)) {
                    add(tokens, cookie.value());
                }
            }
        }
    }

    private static void add(List<Secret> tokens, String text) {
        Secret token = new Secret(text);
        if (!text.isEmpty() && tokens.size() < MOST_DIFFERENT && !tokens.contains(token)) {
            tokens.add(token);
        }
    }
}
