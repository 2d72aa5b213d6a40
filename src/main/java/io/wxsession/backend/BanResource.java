package io.wxsession.backend;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.vertx.http.runtime.security.annotation.BasicAuthentication;
import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.Openid;
import io.wxsession.log.SecurityEvent;
import io.wxsession.security.ServiceClient;
import io.wxsession.user.UserStore;
import io.wxsession.user.ban.BanStore;
import io.wxsession.user.ban.ErasedUserBanStore;

/** Lifts bans by openid, for bans outlive their users and then have no user id. */
@Path("/internal/v1/bans")
@BasicAuthentication
@RolesAllowed(ServiceClient.USERS)
@Tag(name = "Users (back end)")
@SecurityRequirement(name = "serviceClient")
@Cancellable(false)
public class BanResource {

    private final AuthorizedUsers authorized;
    private final UserStore users;
    private final BanStore bans;
    private final ErasedUserBanStore erasedUserBans;

    BanResource(AuthorizedUsers authorized, UserStore users, BanStore bans, ErasedUserBanStore erasedUserBans) {
        this.authorized = authorized;
        this.users = users;
        this.bans = bans;
        this.erasedUserBans = erasedUserBans;
    }

    @DELETE
    @Operation(operationId = "liftBan", summary = "Lift the ban of an openid, also if its user was erased. Repeatable")
    public Uni<Void> lift(@RestQuery String appId, @RestQuery @NotNull(message = "is required") String openid) {
        String app = authorized.app(appId);
        Openid banned = new Openid(openid);
        // The user first: if it is erased meanwhile, its ban is already there to be deleted.
        return users.id(app, banned)
                .chain(user -> user.map(bans::lift).orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(() -> erasedUserBans.lift(app, banned))
                .invoke(() -> SecurityEvent.BAN_LIFTED.log("A ban in app %s was lifted by %s", app, authorized.clientId()));
    }
}
