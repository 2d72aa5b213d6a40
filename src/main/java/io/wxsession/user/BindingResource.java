package io.wxsession.user;

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
import io.wxsession.http.RedactedJson;
import io.wxsession.security.CurrentSession;
import io.wxsession.security.SessionPrincipal;
import io.wxsession.session.Session;

/** Binds the current user to an account of the team's own system. */
@Path("/v1/user/binding")
@Authenticated
@HttpAuthenticationMechanism(SessionPrincipal.MECHANISM)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
@SecurityRequirement(name = "session")
@Cancellable(false)
public class BindingResource {

    private final BindingService bindings;
    private final CurrentSession currentSession;

    BindingResource(BindingService bindings, CurrentSession currentSession) {
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
        return bindings.bind(currentSession.get().session(), body.credentials()).replaceWith(() -> new BindingResponse(true));
    }

    @DELETE
    @Operation(operationId = "unbind", summary = "Unbind the user")
    public Uni<Void> unbind() {
        Session session = currentSession.get().session();
        return bindings.unbind(session.userId(), session.appId());
    }

    record BindingRequest(@NotNull(message = "is required") RedactedJson credentials) {
    }

    record BindingResponse(boolean bound) {
    }
}
