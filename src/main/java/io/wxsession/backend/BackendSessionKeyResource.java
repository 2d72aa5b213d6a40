package io.wxsession.backend;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.valueextraction.Unwrapping;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.vertx.http.runtime.security.annotation.BasicAuthentication;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.http.RedactedJson;
import io.wxsession.security.ServiceClient;
import io.wxsession.sessionkey.DecryptRequest;
import io.wxsession.sessionkey.DecryptResponse;
import io.wxsession.sessionkey.DecryptionService;

/** Operations of back ends that need the session_key of a session. */
@Path("/internal/v1/sessions/{handle}")
@BasicAuthentication
@RolesAllowed(ServiceClient.SESSIONS)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions (back end)")
@SecurityRequirement(name = "serviceClient")
@Cancellable(false)
public class BackendSessionKeyResource {

    private final AuthorizedSessions sessions;
    private final BackendSessionKeyService keys;
    private final DecryptionService decryption;

    BackendSessionKeyResource(AuthorizedSessions sessions, BackendSessionKeyService keys, DecryptionService decryption) {
        this.sessions = sessions;
        this.keys = keys;
        this.decryption = decryption;
    }

    @POST
    @Path("/signature")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "signature", summary = "Sign data with the session_key, for WeChat calls that want the user-state signature")
    @APIResponseSchema(SignatureResponse.class)
    @APIResponse(responseCode = "422", ref = "Problem422")
    public Uni<SignatureResponse> sign(@RestPath String handle,
            @NotNull(message = "is required") @Valid SignatureRequest body) {
        return sessions.find(handle).chain(session -> keys.sign(session.session(), body.data().value()))
                .map(signature -> new SignatureResponse(new Secret(signature)));
    }

    @POST
    @Path("/decrypt")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "decryptForBackEnd", summary = "Decrypt encryptedData of a phone, including openId and unionId")
    @APIResponseSchema(DecryptResponse.class)
    @APIResponse(responseCode = "422", ref = "Problem422")
    @APIResponse(responseCode = "429", ref = "Problem429")
    public Uni<DecryptResponse> decrypt(@RestPath String handle, @NotNull(message = "is required") @Valid DecryptRequest body) {
        return sessions.find(handle)
                .chain(session -> decryption.decrypt(session.handle(), session.session(), body.encryptedData(), body.iv()))
                .map(data -> new DecryptResponse(new RedactedJson(data.json())));
    }

    @POST
    @Path("/session-key/check")
    @Operation(operationId = "checkSessionKey", summary = "Check with WeChat whether the session_key is valid")
    @APIResponseSchema(SessionKeyCheckResponse.class)
    @APIResponse(responseCode = "502", ref = "Problem502")
    public Uni<SessionKeyCheckResponse> check(@RestPath String handle) {
        return sessions.find(handle).chain(session -> keys.check(session.session())).map(SessionKeyCheckResponse::new);
    }

    @POST
    @Path("/session-key/reset")
    @Operation(operationId = "resetSessionKey", summary = "Replace the user's session_key at WeChat")
    @APIResponse(responseCode = "204", description = "Reset")
    @APIResponse(responseCode = "422", ref = "Problem422")
    @APIResponse(responseCode = "502", ref = "Problem502")
    public Uni<Void> reset(@RestPath String handle) {
        return sessions.find(handle).chain(session -> keys.reset(session.session()));
    }

    record SignatureRequest(@NotNull(message = "is required", payload = Unwrapping.Skip.class) Secret data) {
    }

    record SignatureResponse(Secret signature) {
    }

    record SessionKeyCheckResponse(boolean valid) {
    }
}
