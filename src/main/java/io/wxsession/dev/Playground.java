package io.wxsession.dev;

import java.util.concurrent.Callable;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.SessionId;
import io.wxsession.token.AccessTokenIssuer;
import io.wxsession.token.AccessTokenVerdict.Valid;
import io.wxsession.token.AccessTokenVerifier;
import redis.embedded.RedisServer;

/**
 * Serves the playground page, the mini-program client from the sources, and the faults that the page can cause: an expired
 * access token, a session lost in Redis, a stopped Redis.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class Playground {

    private static final int BEFORE_REST = -1;
    private static final int EXPIRED_SECONDS_AGO = -60;
    private static final String BEARER = "Bearer ";

    private final Vertx vertx;
    private final AccessTokenVerifier verifier;
    private final AccessTokenIssuer issuer;
    private final DevSessionStore sessions;

    Playground(Vertx vertx, AccessTokenVerifier verifier, AccessTokenIssuer issuer, DevSessionStore sessions) {
        this.vertx = vertx;
        this.verifier = verifier;
        this.issuer = issuer;
        this.sessions = sessions;
    }

    void mount(@Observes Router router) {
        router.post("/playground/expired-token").order(BEFORE_REST)
                .handler(context -> withSession(context, this::expiredToken));
        router.delete("/playground/session").order(BEFORE_REST).handler(context -> withSession(context, this::loseSession));
        router.get("/playground/redis").order(BEFORE_REST).handler(Playground::describeRedis);
        router.put("/playground/redis").order(BEFORE_REST).handler(context -> change(context, true));
        router.delete("/playground/redis").order(BEFORE_REST).handler(context -> change(context, false));
        router.get("/playground/client/*").order(BEFORE_REST).handler(files("src/main/miniprogram/lib"));
        router.get("/playground/*").order(BEFORE_REST).handler(files("src/main/resources/playground"));
        router.get("/").order(BEFORE_REST).handler(context -> context.reroute("/playground/index.html"));
    }

    /** Serves the sources, so that a change shows at the next reload of the page. */
    private static StaticHandler files(String directory) {
        return StaticHandler.create(FileSystemAccess.RELATIVE, directory).setCachingEnabled(false);
    }

    private void withSession(RoutingContext context, BiFunction<RoutingContext, SessionId, Uni<?>> action) {
        String header = context.request().getHeader("Authorization");
        String token = header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
        verifier.verify(new Secret(token))
                .chain(verdict -> verdict instanceof Valid valid
                        ? action.apply(context, valid.sid())
                        : Uni.createFrom().voidItem().invoke(() -> context.response().setStatusCode(401).end()))
                .subscribe().with(done -> {
                }, context::fail);
    }

    private Uni<?> expiredToken(RoutingContext context, SessionId sid) {
        String token = issuer.issueFor(sid, EXPIRED_SECONDS_AGO).value().value();
        return Uni.createFrom().voidItem().invoke(() -> context.json(new JsonObject().put("accessToken", token)));
    }

    private Uni<?> loseSession(RoutingContext context, SessionId sid) {
        return sessions.expire(sid.handle())
                .invoke(() -> context.response().setStatusCode(204).end());
    }

    private static void describeRedis(RoutingContext context) {
        context.json(new JsonObject().put("running", EmbeddedRedis.server().map(RedisServer::isActive).orElse(true)));
    }

    private void change(RoutingContext context, boolean running) {
        if (EmbeddedRedis.server().isEmpty()) {
            context.response().setStatusCode(409).end("This Redis was not started by the playground");
            return;
        }
        RedisServer server = EmbeddedRedis.server().get();
        Callable<Void> change = () -> {
            synchronized (server) {
                if (running && !server.isActive()) {
                    server.start();
                } else if (!running) {
                    server.stop();
                }
            }
            return null;
        };
        vertx.executeBlocking(change).onSuccess(done -> context.response().setStatusCode(204).end())
                .onFailure(context::fail);
    }
}
