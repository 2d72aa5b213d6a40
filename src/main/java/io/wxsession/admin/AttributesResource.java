package io.wxsession.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import io.wxsession.security.CurrentClient;
import io.wxsession.security.ServiceClient;
import io.wxsession.session.SessionAttributes;

/** Small texts that a back end wants to find again as long as a session lives. */
@Path("/internal/v1/sessions/{handle}/attributes/{name}")
@BasicAuthentication
@RolesAllowed(ServiceClient.SESSIONS)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions of others")
@SecurityRequirement(name = "serviceClient")
@Cancellable(false)
public class AttributesResource {

    private static final String NAME = "[A-Za-z0-9._-]{1,64}";
    private static final String NO_NAME = "must have 1 to 64 letters, digits, dots, dashes or underscores";

    private final ReachableSessions sessions;
    private final SessionAttributes attributes;

    AttributesResource(ReachableSessions sessions, SessionAttributes attributes) {
        this.sessions = sessions;
        this.attributes = attributes;
    }

    @GET
    @Operation(operationId = "attribute", summary = "Read an attribute of a session")
    public Uni<Attribute> get(@RestPath String handle, @RestPath @Pattern(regexp = NAME, message = NO_NAME) String name) {
        return sessions.find(handle).chain(reached -> attributes.get(reached.handle(), name))
                .map(value -> new Attribute(value.orElseThrow(CurrentClient::notFound)));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "writeAttribute", summary = "Write an attribute of a session")
    public Uni<Void> put(@RestPath String handle, @RestPath @Pattern(regexp = NAME, message = NO_NAME) String name,
            @NotNull(message = "is required") @Valid Attribute body) {
        return sessions.find(handle).chain(reached -> attributes.put(reached.handle(), name, body.value()));
    }

    @DELETE
    @Operation(operationId = "deleteAttribute", summary = "Delete an attribute of a session")
    public Uni<Void> delete(@RestPath String handle, @RestPath @Pattern(regexp = NAME, message = NO_NAME) String name) {
        return sessions.find(handle).chain(reached -> attributes.delete(reached.handle(), name));
    }

    record Attribute(@NotNull(message = "is required") String value) {

        @Override
        public String toString() {
            return "Attribute[…]";
        }
    }
}
