package io.wxsession.backend;

import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;

import io.quarkus.vertx.http.runtime.security.annotation.BasicAuthentication;
import io.smallrye.mutiny.Multi;
import io.wxsession.backend.UserExport.ExportedUser;
import io.wxsession.http.Problem;
import io.wxsession.keyspace.UserId;
import io.wxsession.security.ServiceClient;

/** Exports all users of an app as NDJSON. */
@Path("/internal/v1/users/export")
@BasicAuthentication
@RolesAllowed(ServiceClient.USERS)
@Tag(name = "Users (back end)")
@SecurityRequirement(name = "serviceClient")
public class UserExportResource {

    private final AuthorizedUsers users;
    private final UserExport export;

    UserExportResource(AuthorizedUsers users, UserExport export) {
        this.users = users;
        this.export = export;
    }

    @GET
    @Produces("application/x-ndjson")
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(operationId = "exportUsers", summary = "Export all users of an app", description = "One JSON object a line, ordered by partition and id. With `limit`, the last line is `{\"cursor\":…}`. Pass its value as `cursor` to get the next page. After the last user it is null.")
    @APIResponseSchema(ExportedUser.class)
    public Multi<Object> export(@RestQuery String appId, @RestQuery String cursor,
            @RestQuery @Pattern(regexp = "[1-9][0-9]{0,6}", message = "must be a number from 1 to 9999999") String limit) {
        String app = users.app(appId);
        Optional<UserId> after = Optional.ofNullable(cursor).filter(text -> !text.isEmpty()).map(UserExportResource::cursor);
        return limit == null ? export.lines(app, after) : export.page(app, after, Long.parseLong(limit));
    }

    private static UserId cursor(String text) {
        return UserId.parse(text).orElseThrow(() -> Problem.invalid("cursor", "is not a known cursor").exception());
    }
}
