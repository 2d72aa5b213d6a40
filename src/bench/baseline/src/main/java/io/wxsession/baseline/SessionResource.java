package io.wxsession.baseline;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

/** Answers the session that the token names. */
@Path("/session")
public class SessionResource {

    private final JsonWebToken token;
    private final ReactiveValueCommands<String, Session> sessions;

    SessionResource(JsonWebToken token, ReactiveRedisDataSource redis) {
        this.token = token;
        this.sessions = redis.value(Session.class);
    }

    /** One command to Redis. */
    @GET
    @Authenticated
    public Uni<Session> get() {
        return sessions.get("session:" + token.getSubject())
                .onItem().ifNull().failWith(() -> new NotAuthorizedException("Bearer"));
    }

    /** What Redis holds and the phone gets. */
    public record Session(String user, String appId, String openid, long createdAt, long expiresAt) {
    }
}
