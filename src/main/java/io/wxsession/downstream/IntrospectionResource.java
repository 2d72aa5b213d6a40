package io.wxsession.downstream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.annotation.BasicAuthentication;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.problem.Problem;
import io.wxsession.problem.ProblemException;
import io.wxsession.security.ServiceClient;
import io.wxsession.security.SessionAuthenticator;
import io.wxsession.token.TokenParties;

/** Tells back ends what an access token is worth (RFC 7662). */
@Path("/oauth2/introspect")
@BasicAuthentication
@RolesAllowed(ServiceClient.INTROSPECT)
@Tag(name = "Back ends")
public class IntrospectionResource {

    private final SessionAuthenticator authenticator;
    private final SecurityIdentity identity;
    private final TokenParties parties;

    IntrospectionResource(SessionAuthenticator authenticator, SecurityIdentity identity, WxsessionConfig config) {
        this.authenticator = authenticator;
        this.identity = identity;
        this.parties = TokenParties.of(config);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "introspect", summary = "What an access token is worth")
    @SecurityRequirement(name = "serviceClient")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "TokenForm")))
    public Uni<Introspection> introspect(String form) {
        ServiceClient client = (ServiceClient) identity.getPrincipal();
        return authenticator.authenticate(TokenForm.parse(form).token())
                .map(caller -> client.mayUse(caller.session().appId()) ? Introspection.of(caller, parties)
                        : Introspection.INACTIVE)
                .onFailure(IntrospectionResource::isRefusal).recoverWithItem(Introspection.INACTIVE);
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException problem && isRefusal(problem.problem());
    }

    /** A store that cannot be reached says nothing about a token. */
    private static boolean isRefusal(Problem problem) {
        return problem.getStatus() < 500;
    }
}
