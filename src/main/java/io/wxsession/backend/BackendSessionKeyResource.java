package io.wxsession.backend;

import jakarta.annotation.security.RolesAllowed;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.vertx.http.runtime.security.annotation.BasicAuthentication;
import io.smallrye.mutiny.Uni;
import io.wxsession.security.ServiceClient;
import io.wxsession.sessionkey.DecryptRequest;
import io.wxsession.sessionkey.DecryptResponse;
import io.wxsession.sessionkey.DecryptionService;

/** What back ends need a session_key for. */
@Path("/internal/v1/sessions/{handle}")
@BasicAuthentication
@RolesAllowed(ServiceClient.SESSIONS)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions of others")
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
    @Operation(operationId = "signature", summary = "The user-state signature of some data, for calls of WeChat")
    @APIResponseSchema(SignatureResponse.class)
    @APIResponse(responseCode = "422", ref = "Problem422")
    public Uni<SignatureResponse> sign(@RestPath String handle,
            @NotNull(message = "is required") @Valid SignatureRequest body) {
        return sessions.find(handle).chain(session -> keys.sign(session.session(), body.data())).map(SignatureResponse::new);
    }

    @POST
    @Path("/decrypt")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "decryptForBackEnd", summary = "Decrypt what a phone got as encryptedData, with openId and unionId")
    @APIResponseSchema(DecryptResponse.class)
    @APIResponse(responseCode = "422", ref = "Problem422")
    @APIResponse(responseCode = "429", ref = "Problem429")
    public Uni<DecryptResponse> decrypt(@RestPath String handle, @NotNull(message = "is required") @Valid DecryptRequest body) {
        return sessions.find(handle)
                .chain(session -> decryption.decrypt(session.handle(), session.session(), body.encryptedData(), body.iv()))
                .map(data -> new DecryptResponse(data.json()));
    }

    @POST
    @Path("/session-key/check")
    @Operation(operationId = "checkSessionKey", summary = "Whether WeChat still knows the session_key")
    @APIResponseSchema(SessionKeyCheckResponse.class)
    @APIResponse(responseCode = "502", ref = "Problem502")
    public Uni<SessionKeyCheckResponse> check(@RestPath String handle) {
        return sessions.find(handle).chain(session -> keys.check(session.session())).map(SessionKeyCheckResponse::new);
    }

    @POST
    @Path("/session-key/reset")
    @Operation(operationId = "resetSessionKey", summary = "Have WeChat give the user another session_key")
    @APIResponse(responseCode = "204", description = "Reset")
    @APIResponse(responseCode = "422", ref = "Problem422")
    @APIResponse(responseCode = "502", ref = "Problem502")
    public Uni<Void> reset(@RestPath String handle) {
        return sessions.find(handle).chain(session -> keys.reset(session.session()));
    }

    record SignatureRequest(@NotNull(message = "is required") String data) {

        @Override
        public String toString() {
            return "SignatureRequest[…]";
        }
    }

    record SignatureResponse(String signature) {

        @Override
        public String toString() {
            return "SignatureResponse[…]";
        }
    }

    record SessionKeyCheckResponse(boolean valid) {
    }
}
