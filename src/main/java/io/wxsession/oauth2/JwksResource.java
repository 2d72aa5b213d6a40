package io.wxsession.oauth2;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.NonBlocking;
import io.wxsession.token.KeySet;
import io.wxsession.token.SigningKeys;

/** Publishes the keys that verify our tokens, as a JWK Set (RFC 7517 §5). */
@Path("/.well-known/jwks.json")
@PermitAll
@Tag(name = "Discovery")
public class JwksResource {

    private final SigningKeys keys;
    private final String cacheControl;
    private volatile Published published;

    JwksResource(SigningKeys keys) {
        this.keys = keys;
        this.cacheControl = "public, max-age=" + keys.cacheMaxAge().toSeconds();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @NonBlocking
    @Operation(operationId = "keys", summary = "The public keys of access tokens and assertions (JWK Set)")
    @APIResponse(responseCode = "200", description = "A JWK Set (RFC 7517 §5)", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "JwkSet")))
    public Response keys() {
        return Response.ok(json()).header(HttpHeaders.CACHE_CONTROL, cacheControl).build();
    }

    private String json() {
        KeySet current = keys.current();
        Published last = published;
        if (last == null || last.keys() != current) {
            last = new Published(current, current.toPublicJson());
            published = last;
        }
        return last.json();
    }

    private record Published(KeySet keys, String json) {
    }
}
