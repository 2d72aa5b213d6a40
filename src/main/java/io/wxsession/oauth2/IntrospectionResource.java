package io.wxsession.oauth2;

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
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemException;
import io.wxsession.security.ServiceClient;
import io.wxsession.security.SessionAuthenticator;
import io.wxsession.token.IssuerAndAudience;

/** Introspects access tokens for service clients (RFC 7662). */
@Path("/oauth2/introspect")
@BasicAuthentication
@RolesAllowed(ServiceClient.INTROSPECT)
@Tag(name = "Back ends")
public class IntrospectionResource {

    private final SessionAuthenticator authenticator;
    private final SecurityIdentity identity;
    private final IssuerAndAudience issuerAndAudience;

    IntrospectionResource(SessionAuthenticator authenticator, SecurityIdentity identity, WxsessionConfig config) {
        this.authenticator = authenticator;
        this.identity = identity;
        this.issuerAndAudience = IssuerAndAudience.of(config);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "introspect", summary = "Introspect an access token (RFC 7662)")
    @SecurityRequirement(name = "serviceClient")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(ref = "TokenFormRequest")))
    public Uni<IntrospectionResponse> introspect(String form) {
        ServiceClient client = (ServiceClient) identity.getPrincipal();
        return authenticator.authenticate(TokenFormRequest.parse(form).token())
                .map(principal -> client.mayUse(principal.session().appId())
                        ? IntrospectionResponse.of(principal, issuerAndAudience)
                        : IntrospectionResponse.INACTIVE)
                .onFailure(IntrospectionResource::isRefusal).recoverWithItem(IntrospectionResponse.INACTIVE);
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException problem && isRefusal(problem.problem());
    }

    /** A failure of Redis (503) is not a verdict on the token and must not become {@code active: false}. */
    private static boolean isRefusal(Problem problem) {
        return problem.getStatus() < 500;
    }
}
