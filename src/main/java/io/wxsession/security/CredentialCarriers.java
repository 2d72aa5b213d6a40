package io.wxsession.security;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;

/** Finds access tokens in a request: Authorization header, {@code X-WX-Skey}, and the cookie {@code wxs} if configured. */
@ApplicationScoped
public class CredentialCarriers {

    /** The header of Tencent's wafer client. */
    public static final String SKEY_HEADER = "X-WX-Skey";

    private static final String BEARER = "Bearer ";

    private final boolean cookieAllowed;

    CredentialCarriers(WxsessionConfig config) {
        this.cookieAllowed = config.carriers().cookie();
    }

    /** The different access tokens in a request. A token that occurs twice counts once. */
    public List<Secret> tokens(HttpServerRequest request) {
        Set<String> tokens = new LinkedHashSet<>();
        for (String authorization : request.headers().getAll(HttpHeaders.AUTHORIZATION)) {
            if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                tokens.add(authorization.substring(BEARER.length()).trim());
            }
        }
        request.headers().getAll(SKEY_HEADER).forEach(skey -> tokens.add(skey.trim()));
        if (cookieAllowed) {
            request.headers().getAll(HttpHeaders.COOKIE).stream()
                    .flatMap(cookies -> ServerCookieDecoder.STRICT.decodeAll(cookies).stream())
                    .filter(cookie -> cookie.name().equals(SessionCookie.NAME))
                    .forEach(cookie -> tokens.add(cookie.value()));
        }
        tokens.remove("");
        return tokens.stream().map(Secret::new).toList();
    }
}
