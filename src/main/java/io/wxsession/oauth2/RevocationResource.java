package io.wxsession.oauth2;

import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.annotation.BasicAuthentication;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.security.NamedSessionFinder;
import io.wxsession.security.ServiceClient;
import io.wxsession.session.EndReason;
import io.wxsession.session.Session;
import io.wxsession.session.SessionStore;
import io.wxsession.token.AccessTokenVerdict;
import io.wxsession.token.RefreshTokens;
import io.wxsession.token.RefreshTokens.RefreshToken;

/**
 * Ends the session of a token (RFC 7009). A service client needs the role {@code introspect}. Without client credentials the
 * token itself is the proof, as for a public client.
 */
@Path("/oauth2/revoke")
@BasicAuthentication
@PermitAll
@Tag(name = "Back ends")
@Cancellable(false)
public class RevocationResource {

    private final NamedSessionFinder namedSessions;
    private final RefreshTokens refreshTokens;
    private final SessionStore sessions;
    private final CurrentIdentityAssociation identities;

    RevocationResource(NamedSessionFinder namedSessions, RefreshTokens refreshTokens, SessionStore sessions,
            CurrentIdentityAssociation identities) {
        this.namedSessions = namedSessions;
        this.refreshTokens = refreshTokens;
        this.sessions = sessions;
        this.identities = identities;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(operationId = "revoke", summary = "End the session of an access or refresh token", description = "For service clients with the role introspect, or without client authentication: then the token is the proof.")
    @APIResponse(responseCode = "200", description = "The token is not valid any more, or never was")
    @APIResponse(responseCode = "401", ref = "OauthError")
    @APIResponse(responseCode = "403", ref = "OauthError")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "TokenFormRequest")))
    public Uni<Response> revoke(String form) {
        return identities.getDeferredIdentity()
                .map(RevocationResource::client)
                .chain(client -> revoke(TokenFormRequest.parse(form).token(), client))
                .replaceWith(() -> Response.ok().build());
    }

    private static Optional<ServiceClient> client(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            return Optional.empty();
        }
        if (!identity.hasRole(ServiceClient.INTROSPECT)) {
            throw new ForbiddenException();
        }
        return Optional.of((ServiceClient) identity.getPrincipal());
    }

    private Uni<Void> revoke(Secret token, Optional<ServiceClient> client) {
        Optional<RefreshToken> refresh = refreshTokens.read(token);
        if (refresh.isPresent()) {
            SessionHandle handle = refresh.get().sid().handle();
            return sessions.find(handle).chain(session -> end(handle, session, client));
        }
        return namedSessions.find(token).chain(named -> named.verdict() instanceof AccessTokenVerdict.Valid
                ? end(named.handle(), named.session(), client)
                : Uni.createFrom().voidItem());
    }

    private Uni<Void> end(SessionHandle handle, Optional<Session> found, Optional<ServiceClient> client) {
        return found.filter(session -> mayEnd(client, session))
                .map(session -> sessions.end(handle, session, EndReason.REVOKED))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static boolean mayEnd(Optional<ServiceClient> client, Session session) {
        return client.map(it -> it.mayUse(session.appId())).orElse(true);
    }
}
