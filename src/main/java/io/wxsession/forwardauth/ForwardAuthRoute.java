package io.wxsession.forwardauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.logging.Log;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.config.Redacted;
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.FilterOrder;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;
import io.wxsession.http.ProblemResponses;
import io.wxsession.http.connection.IncomingBodies;
import io.wxsession.http.edge.Routes;
import io.wxsession.security.CredentialCarriers;
import io.wxsession.security.SessionAuthenticator;
import io.wxsession.security.SessionPrincipal;
import io.wxsession.session.Session;

/**
 * Forward authentication: tells a gateway whether a request is authenticated and by which user. It answers only 200, 401, 403
 * and 503, whatever the method, path and body, because nginx auth_request, Traefik ForwardAuth and Envoy ext_authz understand
 * nothing else. It runs before routing, which would normalise the path, and before the body limit.
 */
@ApplicationScoped
class ForwardAuthRoute {

    private static final CharSequence USER = HttpHeaders.createOptimized("X-Wxs-User");
    private static final CharSequence APP = HttpHeaders.createOptimized("X-Wxs-App");
    private static final CharSequence SESSION = HttpHeaders.createOptimized("X-Wxs-Session");
    private static final CharSequence ACCOUNT = HttpHeaders.createOptimized("X-Wxs-Account");
    private static final CharSequence OPENID = HttpHeaders.createOptimized("X-Wxs-Openid");
    private static final CharSequence UNIONID = HttpHeaders.createOptimized("X-Wxs-Unionid");
    private static final CharSequence ASSERTION = HttpHeaders.createOptimized("X-Wxs-Assertion");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private final CredentialCarriers carriers;
    private final SessionAuthenticator authenticator;
    private final AssertionCache assertions;
    private final ProblemResponses problems;
    private final IncomingBodies bodies;
    private final boolean exposeOpenid;

    ForwardAuthRoute(CredentialCarriers carriers, SessionAuthenticator authenticator, AssertionCache assertions,
            ProblemResponses problems, IncomingBodies bodies, WxsessionConfig config) {
        this.carriers = carriers;
        this.authenticator = authenticator;
        this.assertions = assertions;
        this.problems = problems;
        this.bodies = bodies;
        this.exposeOpenid = config.forwardAuth().exposeOpenid();
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, FilterOrder.FORWARD_AUTHENTICATION);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        if (path.equals(Routes.FORWARD_AUTHENTICATION) || path.startsWith(Routes.FORWARD_AUTHENTICATION + "/")) {
            bodies.discard(request);
            Uni.createFrom().deferred(() -> verify(request))
                    .invoke(principal -> allow(request, principal))
                    .subscribe().with(allowed -> {
                    }, failure -> refuse(request, failure));
        } else {
            context.next();
        }
    }

    private Uni<SessionPrincipal> verify(HttpServerRequest request) {
        List<Secret> tokens = carriers.tokens(request.headers());
        if (tokens.isEmpty()) {
            throw Problem.of(ProblemCode.TOKEN_MISSING).exception();
        }
        if (tokens.size() > 1) {
            throw Problem.of(ProblemCode.TOKEN_INVALID, "The request carries two different credentials.").exception();
        }
        if (OriginalPath.isAmbiguous(request.path())) {
            throw Problem.of(ProblemCode.TOKEN_INVALID, "The path has a dot segment.").exception();
        }
        return authenticator.authenticate(tokens.get(0)).invoke(principal -> requireApp(request, principal));
    }

    private static void requireApp(HttpServerRequest request, SessionPrincipal principal) {
        boolean another = requiredApps(request).stream().anyMatch(appId -> !appId.equals(principal.session().appId()));
        if (another) {
            throw Problem.of(ProblemCode.FORBIDDEN, "The session belongs to another mini-program.").exception();
        }
    }

    private static List<String> requiredApps(HttpServerRequest request) {
        try {
            // The parameters of the request end after 1024 of them.
            return new QueryStringDecoder(request.uri(), UTF_8, true, Integer.MAX_VALUE).parameters()
                    .getOrDefault("appId", List.of());
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemCode.TOKEN_INVALID, "The query cannot be read.").exception();
        }
    }

    /** Every 200 has every header, so that the gateway always overwrites a header of the same name that the phone sent. */
    private void allow(HttpServerRequest request, SessionPrincipal principal) {
        Session session = principal.session();
        HttpServerResponse response = request.response();
        put(response, USER, session.userId().value());
        put(response, APP, session.appId());
        put(response, SESSION, principal.handle().value());
        put(response, ACCOUNT, text(session.account()));
        put(response, OPENID, exposeOpenid ? text(session.openid()) : null);
        put(response, UNIONID, exposeOpenid ? text(session.unionid()) : null);
        put(response, ASSERTION, assertions.of(principal));
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE).end();
    }

    private static String text(Redacted value) {
        return value == null ? null : value.value();
    }

    private static void put(HttpServerResponse response, CharSequence name, String value) {
        response.putHeader(name, value == null ? "" : value);
    }

    private void refuse(HttpServerRequest request, Throwable failure) {
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        problems.end(request, problem(failure));
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            return refusal.problem();
        }
        // Of all statuses for an unexpected failure, gateways pass on only 503.
        Log.error("Forward authentication failed", failure);
        return Problem.of(ProblemCode.STORE_UNAVAILABLE);
    }
}
