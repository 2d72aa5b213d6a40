package io.wxsession.sessionkey;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.RedactedJson;
import io.wxsession.security.CurrentSession;
import io.wxsession.security.SessionPrincipal;

/** Uses the session_key on behalf of a phone, which never receives the key. */
@Path("/v1")
@Authenticated
@HttpAuthenticationMechanism(SessionPrincipal.MECHANISM)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Session key")
@SecurityRequirement(name = "session")
@Cancellable(false)
public class SessionKeyResource {

    private final DecryptionService decryption;
    private final SignatureVerifier signatures;
    private final CurrentSession currentSession;
    private final boolean exposeOpenid;

    SessionKeyResource(DecryptionService decryption, SignatureVerifier signatures, CurrentSession currentSession,
            WxsessionConfig config) {
        this.decryption = decryption;
        this.signatures = signatures;
        this.currentSession = currentSession;
        this.exposeOpenid = config.login().exposeOpenid();
    }

    @POST
    @Path("/decrypt")
    @Operation(operationId = "decrypt", summary = "Decrypt encryptedData of the phone")
    @APIResponseSchema(DecryptResponse.class)
    @APIResponse(responseCode = "422", ref = "Problem422")
    @APIResponse(responseCode = "429", ref = "Problem429")
    public Uni<DecryptResponse> decrypt(@NotNull(message = "is required") @Valid DecryptRequest body) {
        SessionPrincipal session = currentSession.get();
        return decryption.decrypt(session.handle(), session.session(), body.encryptedData(), body.iv())
                .map(data -> new DecryptResponse(new RedactedJson(exposeOpenid ? data.json() : data.withoutIds())));
    }

    @POST
    @Path("/signature/verify")
    @Operation(operationId = "verifySignature", summary = "Verify a signature of rawData with the user's session_key")
    public Uni<SignatureVerifyResponse> verify(@NotNull(message = "is required") @Valid SignatureVerifyRequest body) {
        return signatures.verify(currentSession.get().session(), body.rawData(), body.signature())
                .map(SignatureVerifyResponse::new);
    }

    record SignatureVerifyResponse(boolean valid) {
    }
}
