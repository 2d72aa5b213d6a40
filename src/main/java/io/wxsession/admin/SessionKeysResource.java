package io.wxsession.admin;

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

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.vertx.http.runtime.security.annotation.BasicAuthentication;
import io.smallrye.mutiny.Uni;
import io.wxsession.security.ServiceClient;
import io.wxsession.sessionkey.Decryption;
import io.wxsession.sessionkey.Encrypted;

/** What back ends need a session_key for. */
@Path("/internal/v1/sessions/{handle}")
@BasicAuthentication
@RolesAllowed(ServiceClient.SESSIONS)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions of others")
@SecurityRequirement(name = "serviceClient")
@Cancellable(false)
public class SessionKeysResource {

    private final ReachableSessions sessions;
    private final SessionKeyService keys;
    private final Decryption decryption;

    SessionKeysResource(ReachableSessions sessions, SessionKeyService keys, Decryption decryption) {
        this.sessions = sessions;
        this.keys = keys;
        this.decryption = decryption;
    }

    @POST
    @Path("/signature")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "signature", summary = "The user-state signature of some data, for calls of WeChat")
    @APIResponseSchema(Signature.class)
    @APIResponse(responseCode = "422", ref = "Problem422")
    public Uni<Signature> sign(@RestPath String handle, @NotNull(message = "is required") @Valid ToSign body) {
        return sessions.find(handle).chain(reached -> keys.sign(reached.session(), body.data())).map(Signature::new);
    }

    @POST
    @Path("/decrypt")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "decryptForBackEnd", summary = "Decrypt what a phone got as encryptedData, with openId and unionId")
    @APIResponseSchema(Decrypted.class)
    @APIResponse(responseCode = "422", ref = "Problem422")
    @APIResponse(responseCode = "429", ref = "Problem429")
    public Uni<Decrypted> decrypt(@RestPath String handle, @NotNull(message = "is required") @Valid Encrypted body) {
        return sessions.find(handle)
                .chain(reached -> decryption.decrypt(reached.handle(), reached.session(), body.encryptedData(), body.iv()))
                .map(data -> new Decrypted(data.json()));
    }

    @POST
    @Path("/session-key/check")
    @Operation(operationId = "checkSessionKey", summary = "Whether WeChat still knows the session_key")
    @APIResponseSchema(Checked.class)
    @APIResponse(responseCode = "502", ref = "Problem502")
    public Uni<Checked> check(@RestPath String handle) {
        return sessions.find(handle).chain(reached -> keys.check(reached.session())).map(Checked::new);
    }

    @POST
    @Path("/session-key/reset")
    @Operation(operationId = "resetSessionKey", summary = "Have WeChat give the user another session_key")
    @APIResponse(responseCode = "204", description = "Reset")
    @APIResponse(responseCode = "422", ref = "Problem422")
    @APIResponse(responseCode = "502", ref = "Problem502")
    public Uni<Void> reset(@RestPath String handle) {
        return sessions.find(handle).chain(reached -> keys.reset(reached.session()));
    }

    record ToSign(@NotNull(message = "is required") String data) {

        @Override
        public String toString() {
            return "ToSign[…]";
        }
    }

    record Signature(String signature) {

        @Override
        public String toString() {
            return "Signature[…]";
        }
    }

    record Decrypted(ObjectNode data) {

        @Override
        public String toString() {
            return "Decrypted[…]";
        }
    }

    record Checked(boolean valid) {
    }
}
