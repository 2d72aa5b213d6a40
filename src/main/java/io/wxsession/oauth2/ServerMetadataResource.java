package io.wxsession.oauth2;

import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

import io.smallrye.common.annotation.NonBlocking;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.token.IssuerAndAudience;

/** Publishes the server metadata of RFC 8414; 404 unless {@code wxsession.public-url} is set. */
@Path("/.well-known/oauth-authorization-server")
@PermitAll
@Tag(name = "Discovery")
public class ServerMetadataResource {

    private final Optional<ServerMetadataResponse> metadata;

    ServerMetadataResource(WxsessionConfig config) {
        this.metadata = config.publicUrl()
                .map(url -> ServerMetadataResponse.at(IssuerAndAudience.withoutSlash(url),
                        IssuerAndAudience.of(config).issuer()));
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=3600")
    @NonBlocking
    @Operation(operationId = "serverMetadata", summary = "Server metadata (RFC 8414)")
    @APIResponseSchema(ServerMetadataResponse.class)
    @APIResponse(responseCode = "404", ref = "Problem404")
    public ServerMetadataResponse metadata() {
        return metadata.orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND).exception());
    }
}
