package io.wxsession.admin;

import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;

import io.quarkus.vertx.http.runtime.security.annotation.BasicAuthentication;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.wxsession.problem.Problem;
import io.wxsession.security.ServiceClient;
import io.wxsession.session.UserId;

/** Finds one user, or lists all. Which of them a request means, {@link UserSearchRouting} tells by its query. */
@Path(UserSearchResource.PATH)
@BasicAuthentication
@RolesAllowed(ServiceClient.USERS)
@Tag(name = "Users of others")
@SecurityRequirement(name = "serviceClient")
public class UserSearchResource {

    static final String PATH = "/internal/v1/users";
    static final String EXPORT = "/export";

    private final ReachableUsers users;
    private final UserExport export;

    UserSearchResource(ReachableUsers users, UserExport export) {
        this.users = users;
        this.export = export;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "findUser", summary = "Find a user by openid or account; without either, export all", description = "The export is application/x-ndjson, one user a line; it takes cursor and limit, and with limit the last line is {\"cursor\":…}, null at the end.")
    public Uni<UserDocument> find(@RestQuery String appId, @RestQuery String openid, @RestQuery String account) {
        return users.find(users.app(appId), openid, account).map(UserDocument::of);
    }

    @GET
    @Path(EXPORT)
    @Produces("application/x-ndjson")
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Multi<Object> export(@RestQuery String appId, @RestQuery String cursor,
            @RestQuery @Pattern(regexp = "[1-9][0-9]{0,6}", message = "must be a number from 1 to 9999999") String limit) {
        String app = users.app(appId);
        Optional<UserId> after = Optional.ofNullable(cursor).filter(text -> !text.isEmpty()).map(UserSearchResource::cursor);
        return limit == null ? export.lines(app, after) : export.page(app, after, Long.parseLong(limit));
    }

    private static UserId cursor(String text) {
        return UserId.parse(text).orElseThrow(() -> Problem.invalid("cursor", "is none of ours").exception());
    }
}
