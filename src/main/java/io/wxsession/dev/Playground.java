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
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.SessionId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.token.AccessTokenIssuer;
import io.wxsession.token.AccessTokenVerdict.Valid;
import io.wxsession.token.AccessTokenVerifier;
import redis.embedded.RedisServer;

/**
 * The page that shows the whole system at work, with the mini-program client as it stands in the sources, and the accidents
 * that the page can bring about: a token out of time, a session that Redis let go, a Redis that is away.
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
    private final RedisCommands redis;

    Playground(Vertx vertx, AccessTokenVerifier verifier, AccessTokenIssuer issuer, RedisCommands redis) {
        this.vertx = vertx;
        this.verifier = verifier;
        this.issuer = issuer;
        this.redis = redis;
    }

    void mount(@Observes Router router) {
        router.post("/playground/expired-token").order(BEFORE_REST)
                .handler(context -> withSession(context, this::expiredToken));
        router.delete("/playground/session").order(BEFORE_REST).handler(context -> withSession(context, this::letGo));
        router.get("/playground/redis").order(BEFORE_REST).handler(Playground::describeRedis);
        router.put("/playground/redis").order(BEFORE_REST).handler(context -> change(context, true));
        router.delete("/playground/redis").order(BEFORE_REST).handler(context -> change(context, false));
        router.get("/playground/client/*").order(BEFORE_REST).handler(files("src/main/miniprogram/lib"));
        router.get("/playground/*").order(BEFORE_REST).handler(files("src/main/resources/playground"));
        router.get("/").order(BEFORE_REST).handler(context -> context.reroute("/playground/index.html"));
    }

    /** From the sources, so that a change is seen with the next reload of the page. */
    private static StaticHandler files(String directory) {
        return StaticHandler.create(FileSystemAccess.RELATIVE, directory).setCachingEnabled(false);
    }

    private void withSession(RoutingContext context, BiFunction<RoutingContext, SessionId, Uni<?>> action) {
        String header = context.request().getHeader("Authorization");
        String token = header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
        verifier.verify(token)
                .chain(verdict -> verdict instanceof Valid valid
                        ? action.apply(context, new SessionId(valid.sid()))
                        : Uni.createFrom().voidItem().invoke(() -> context.response().setStatusCode(401).end()))
                .subscribe().with(done -> {
                }, context::fail);
    }

    private Uni<?> expiredToken(RoutingContext context, SessionId sid) {
        String token = issuer.issueFor(sid.value(), EXPIRED_SECONDS_AGO).value();
        return Uni.createFrom().voidItem().invoke(() -> context.json(new JsonObject().put("accessToken", token)));
    }

    private Uni<?> letGo(RoutingContext context, SessionId sid) {
        return redis.send(Request.cmd(Command.DEL).arg(RedisKeys.session(sid.handle())))
                .invoke(() -> context.response().setStatusCode(204).end());
    }

    private static void describeRedis(RoutingContext context) {
        context.json(new JsonObject().put("running", EmbeddedRedis.server().map(RedisServer::isActive).orElse(true)));
    }

    private void change(RoutingContext context, boolean running) {
        if (EmbeddedRedis.server().isEmpty()) {
            context.response().setStatusCode(409).end("Redis is not ours to stop");
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
