package io.wxsession.login;

import java.time.Instant;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.valueextraction.Unwrapping;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.security.CurrentSession;
import io.wxsession.security.SessionCookie;
import io.wxsession.security.SessionPrincipal;
import io.wxsession.session.EndReason;
import io.wxsession.session.Session;
import io.wxsession.session.SessionStore;
import io.wxsession.token.TokenSet;

/** The current session of a phone: show it, refresh it, log out. */
@Path("/v1/sessions")
@HttpAuthenticationMechanism(SessionPrincipal.MECHANISM)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions")
@Cancellable(false)
public class CurrentSessionResource {

    private final SessionStore sessions;
    private final RefreshService refreshes;
    private final SessionCookie cookie;
    private final CurrentSession currentSession;
    private final WxsessionConfig config;

    CurrentSessionResource(SessionStore sessions, RefreshService refreshes, SessionCookie cookie, CurrentSession currentSession,
            WxsessionConfig config) {
        this.sessions = sessions;
        this.refreshes = refreshes;
        this.cookie = cookie;
        this.currentSession = currentSession;
        this.config = config;
    }

    @POST
    @Path("/refresh")
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "refresh", summary = "Exchange the refresh token for a new token set")
    @APIResponseSchema(TokenSet.class)
    @APIResponse(responseCode = "401", ref = "Problem401")
    @APIResponse(responseCode = "403", ref = "Problem403")
    public Uni<TokenSet> refresh(@NotNull(message = "is required") @Valid RefreshRequest body,
            @Context HttpServerResponse response) {
        return refreshes.refresh(body.refreshToken()).invoke(tokens -> cookie.set(response, tokens));
    }

    @GET
    @Path("/current")
    @Authenticated
    @NonBlocking
    @Operation(operationId = "currentSession", summary = "Show the current session and its user")
    @SecurityRequirement(name = "session")
    public CurrentSessionResponse current() {
        SessionPrincipal session = currentSession.get();
        return new CurrentSessionResponse(SessionSummary.of(session), SessionUserResponse.of(session.session(), config));
    }

    @DELETE
    @Path("/current")
    @Authenticated
    @Operation(operationId = "logout", summary = "Log out")
    @SecurityRequirement(name = "session")
    public Uni<Void> logout(@Context HttpServerResponse response) {
        SessionPrincipal session = currentSession.get();
        return sessions.end(session.handle(), session.session(), EndReason.REVOKED).invoke(() -> cookie.clear(response));
    }

    /**
     * The current session.
     *
     * @param session the session
     * @param user its user
     */
    record CurrentSessionResponse(SessionSummary session, SessionUserResponse user) {
    }

    /**
     * A session as its own phone sees it.
     *
     * @param handle its public name
     * @param appId the mini-program
     * @param createdAt when it was opened
     * @param expiresAt the end of its absolute lifetime
     * @param idleExpiresAt when it ends unless it is refreshed before
     */
    record SessionSummary(String handle, String appId, Instant createdAt, Instant expiresAt, Instant idleExpiresAt) {

        static SessionSummary of(SessionPrincipal principal) {
            Session session = principal.session();
            return new SessionSummary(principal.handle().value(), session.appId(), session.createdAt(), session.expiresAt(),
                    session.idleExpiresAt());
        }
    }

    record RefreshRequest(
            @NotNull(message = "is required", payload = Unwrapping.Skip.class) @NotBlank(message = "is required") Secret refreshToken) {
    }
}
