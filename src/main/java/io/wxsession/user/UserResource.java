package io.wxsession.user;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.security.CurrentSession;
import io.wxsession.security.SessionPrincipal;

/** The current user and its profile. */
@Path("/v1/user")
@Authenticated
@HttpAuthenticationMechanism(SessionPrincipal.MECHANISM)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
@SecurityRequirement(name = "session")
@Cancellable(false)
public class UserResource {

    private final UserStore users;
    private final ProfileService profiles;
    private final CurrentSession currentSession;

    UserResource(UserStore users, ProfileService profiles, CurrentSession currentSession) {
        this.users = users;
        this.profiles = profiles;
        this.currentSession = currentSession;
    }

    @GET
    @Operation(operationId = "user", summary = "Show the current user")
    public Uni<UserResponse> user() {
        return users.find(currentSession.get().session().userId()).map(user -> user.map(UserResponse::of)
                .orElseThrow(() -> Problem.of(ProblemCode.SESSION_REVOKED).exception()));
    }

    @PUT
    @Path("/profile")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "writeProfile", summary = "Write the profile; the first time registers the user")
    @APIResponseSchema(value = UserResponse.class, responseCode = "200", responseDescription = "Written")
    @APIResponse(responseCode = "201", description = "Registered", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "UserResponse")))
    @APIResponse(responseCode = "422", ref = "Problem422")
    public Uni<RestResponse<UserResponse>> profile(@NotNull(message = "is required") @Valid ProfileRequest body) {
        return profiles.write(currentSession.get().session(), body)
                .chain(first -> user().map(user -> RestResponse.ResponseBuilder.<UserResponse> create(first ? 201 : 200)
                        .entity(user).build()));
    }
}
