package io.wxsession.user;

import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
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
import io.wxsession.security.CurrentSession;
import io.wxsession.security.SessionPrincipal;
import io.wxsession.session.Session;

/** Links a phone's user to an account of the team's own system. */
@Path("/v1/user/binding")
@Authenticated
@HttpAuthenticationMechanism(SessionPrincipal.MECHANISM)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
@SecurityRequirement(name = "session")
@Cancellable(false)
public class BindingResource {

    private final CredentialsBindingService binding;
    private final BindingService bindings;
    private final CurrentSession currentSession;

    BindingResource(CredentialsBindingService binding, BindingService bindings, CurrentSession currentSession) {
        this.binding = binding;
        this.bindings = bindings;
        this.currentSession = currentSession;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "bind", summary = "Bind the user to the account of these credentials")
    @APIResponseSchema(BindingResponse.class)
    @APIResponse(responseCode = "404", ref = "Problem404")
    @APIResponse(responseCode = "409", ref = "Problem409")
    @APIResponse(responseCode = "429", ref = "Problem429")
    public Uni<BindingResponse> bind(@NotNull(message = "is required") @Valid BindingRequest body) {
        return binding.bind(currentSession.get().session(), body.credentials()).replaceWith(() -> new BindingResponse(true));
    }

    @DELETE
    @Operation(operationId = "unbind", summary = "Take the account from the user")
    public Uni<Void> unbind() {
        Session session = currentSession.get().session();
        return bindings.unbind(session.userId(), session.appId());
    }

    record BindingRequest(@NotNull(message = "is required") Map<String, Object> credentials) {

        @Override
        public String toString() {
            return "BindingRequest[…]";
        }
    }

    record BindingResponse(boolean bound) {
    }
}
