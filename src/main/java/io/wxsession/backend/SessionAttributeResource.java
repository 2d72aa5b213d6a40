package io.wxsession.backend;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.valueextraction.Unwrapping;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.vertx.http.runtime.security.annotation.BasicAuthentication;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.security.CurrentServiceClient;
import io.wxsession.security.ServiceClient;
import io.wxsession.session.SessionAttributeStore;

/** Attributes of a session: small texts of a back end, deleted when the session ends. */
@Path("/internal/v1/sessions/{handle}/attributes/{name}")
@BasicAuthentication
@RolesAllowed(ServiceClient.SESSIONS)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions (back end)")
@SecurityRequirement(name = "serviceClient")
@Cancellable(false)
public class SessionAttributeResource {

    private static final String NAME = "[A-Za-z0-9._-]{1,64}";
    private static final String NAME_MESSAGE = "must have 1 to 64 letters, digits, dots, dashes or underscores";

    private final AuthorizedSessions sessions;
    private final SessionAttributeStore attributes;

    SessionAttributeResource(AuthorizedSessions sessions, SessionAttributeStore attributes) {
        this.sessions = sessions;
        this.attributes = attributes;
    }

    @GET
    @Operation(operationId = "attribute", summary = "Read an attribute of a session")
    public Uni<AttributeResponse> get(@RestPath String handle,
            @RestPath @Pattern(regexp = NAME, message = NAME_MESSAGE) String name) {
        return sessions.find(handle).chain(session -> attributes.get(session.handle(), name))
                .map(value -> new AttributeResponse(new Secret(value.orElseThrow(CurrentServiceClient::notFound))));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "writeAttribute", summary = "Write an attribute of a session")
    public Uni<Void> put(@RestPath String handle, @RestPath @Pattern(regexp = NAME, message = NAME_MESSAGE) String name,
            @NotNull(message = "is required") @Valid AttributeRequest body) {
        return sessions.find(handle).chain(session -> attributes.put(session.handle(), name, body.value().value()));
    }

    @DELETE
    @Operation(operationId = "deleteAttribute", summary = "Delete an attribute of a session")
    public Uni<Void> delete(@RestPath String handle, @RestPath @Pattern(regexp = NAME, message = NAME_MESSAGE) String name) {
        return sessions.find(handle).chain(session -> attributes.delete(session.handle(), name));
    }

    record AttributeRequest(@NotNull(message = "is required", payload = Unwrapping.Skip.class) Secret value) {
    }

    record AttributeResponse(@NotNull Secret value) {
    }
}
