package io.wxsession.backend;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.valueextraction.Unwrapping;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.vertx.http.runtime.security.annotation.BasicAuthentication;
import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;
import io.wxsession.log.SecurityEvent;
import io.wxsession.security.ServiceClient;
import io.wxsession.session.SignOutStore;
import io.wxsession.user.BindingService;
import io.wxsession.user.ErasureService;
import io.wxsession.user.UserImport;
import io.wxsession.user.ban.BanStore;

/** Reads, finds, creates, binds, bans and erases users for back ends. */
@Path("/internal/v1/users")
@BasicAuthentication
@RolesAllowed(ServiceClient.USERS)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users (back end)")
@SecurityRequirement(name = "serviceClient")
@Cancellable(false)
public class BackendUserResource {

    private static final String WECHAT_ID = "[!-~]{1,128}";
    private static final String WECHAT_ID_MESSAGE = "must be 1 to 128 visible ASCII characters";

    private final AuthorizedUsers users;
    private final UserImport imports;
    private final BindingService bindings;
    private final SignOutStore signOuts;
    private final BanStore bans;
    private final ErasureService erasure;

    BackendUserResource(AuthorizedUsers users, UserImport imports, BindingService bindings, SignOutStore signOuts,
            BanStore bans, ErasureService erasure) {
        this.users = users;
        this.imports = imports;
        this.bindings = bindings;
        this.signOuts = signOuts;
        this.bans = bans;
        this.erasure = erasure;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "importUser", summary = "Find or create the user of an openid, and optionally bind it to an account")
    @APIResponseSchema(value = BackendUserResponse.class, responseCode = "200", responseDescription = "Found")
    @APIResponse(responseCode = "201", description = "Created", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BackendUserResponse")))
    @APIResponse(responseCode = "409", ref = "Problem409")
    public Uni<RestResponse<BackendUserResponse>> importUser(@NotNull(message = "is required") @Valid ImportUserRequest body) {
        return imports.importUser(users.app(body.appId()), body.openid(), body.unionid(), body.accountId())
                .chain(imported -> users.find(imported.id().value())
                        .map(user -> RestResponse.ResponseBuilder.<BackendUserResponse> create(imported.isNew() ? 201 : 200)
                                .entity(BackendUserResponse.of(user)).build()));
    }

    @GET
    @Operation(operationId = "findUser", summary = "Find a user by openid or by account")
    public Uni<BackendUserResponse> find(@RestQuery String appId, @RestQuery String openid, @RestQuery String account) {
        String app = users.app(appId);
        if (openid == null && account == null) {
            throw Problem.invalid("openid", "is required unless account is given").exception();
        }
        return users.find(app, openid == null ? null : new Openid(openid), account == null ? null : new AccountId(account))
                .map(BackendUserResponse::of);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "readUser", summary = "Read a user")
    public Uni<BackendUserResponse> read(@RestPath String id) {
        return users.find(id).map(BackendUserResponse::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "eraseUser", summary = "Erase all data of a user. Repeatable")
    public Uni<Void> erase(@RestPath String id) {
        UserId user = AuthorizedUsers.parse(id);
        return users.find(user).chain(() -> erasure.erase(user));
    }

    @PUT
    @Path("/{id}/binding")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "bindUser", summary = "Bind a user to an account")
    @APIResponse(responseCode = "204", description = "Bound")
    @APIResponse(responseCode = "409", ref = "Problem409")
    public Uni<Void> bind(@RestPath String id, @NotNull(message = "is required") @Valid BindAccountRequest body) {
        return users.find(id).chain(user -> bindings.bind(user.id(), user.appId(), body.accountId()));
    }

    @DELETE
    @Path("/{id}/binding")
    @Operation(operationId = "unbindUser", summary = "Unbind a user from its account")
    public Uni<Void> unbind(@RestPath String id) {
        return users.find(id).chain(user -> bindings.unbind(user.id(), user.appId()));
    }

    @DELETE
    @Path("/{id}/sessions")
    @Operation(operationId = "signOutUser", summary = "End all sessions of a user")
    public Uni<Void> signOut(@RestPath String id) {
        return users.find(id).chain(user -> signOuts.signOut(user.id(), user.appId()));
    }

    @PUT
    @Path("/{id}/ban")
    @Operation(operationId = "banUser", summary = "Ban a user: end all sessions and refuse logins")
    public Uni<Void> ban(@RestPath String id) {
        return users.find(id).chain(user -> bans.ban(user.id(), user.appId()))
                .invoke(() -> SecurityEvent.USER_BANNED.log("User %s was banned by %s", id, users.clientId()));
    }

    @DELETE
    @Path("/{id}/ban")
    @Operation(operationId = "unbanUser", summary = "Lift the ban of a user")
    public Uni<Void> unban(@RestPath String id) {
        return users.find(id).chain(user -> bans.lift(user.id()))
                .invoke(() -> SecurityEvent.BAN_LIFTED.log("The ban of user %s was lifted by %s", id, users.clientId()));
    }

    record ImportUserRequest(
            String appId,
            @NotNull(message = "is required", payload = Unwrapping.Skip.class) @Pattern(regexp = WECHAT_ID, message = WECHAT_ID_MESSAGE) Openid openid,
            @Pattern(regexp = WECHAT_ID, message = WECHAT_ID_MESSAGE) Unionid unionid,
            @Pattern(regexp = AccountId.FORM, message = AccountId.FORM_MESSAGE) AccountId accountId) {
    }

    record BindAccountRequest(
            @NotNull(message = "is required", payload = Unwrapping.Skip.class) @Pattern(regexp = AccountId.FORM, message = AccountId.FORM_MESSAGE) AccountId accountId) {
    }
}
