package io.wxsession.backend;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.UserId;
import io.wxsession.security.CurrentServiceClient;
import io.wxsession.user.BindingService;
import io.wxsession.user.User;
import io.wxsession.user.UserStore;
import io.wxsession.wechat.app.App;
import io.wxsession.wechat.app.Apps;

/** Finds users of the apps that the current service client may access. */
@ApplicationScoped
public class AuthorizedUsers {

    private final UserStore users;
    private final BindingService bindings;
    private final Apps apps;
    private final CurrentServiceClient client;

    AuthorizedUsers(UserStore users, BindingService bindings, Apps apps, CurrentServiceClient client) {
        this.users = users;
        this.bindings = bindings;
        this.apps = apps;
        this.client = client;
    }

    /** The user with this id; fails with {@code not_found}. */
    Uni<User> find(String id) {
        return find(parse(id)).map(user -> user.orElseThrow(CurrentServiceClient::notFound));
    }

    /** The user, or empty if it does not exist; fails with {@code not_found} if the service client may not access its app. */
    Uni<Optional<User>> find(UserId id) {
        return users.find(id).invoke(user -> user.ifPresent(it -> client.requireApp(it.appId())));
    }

    /** The user of an openid, or of an account if the openid is null; fails with {@code not_found}. */
    Uni<User> find(String appId, Openid openid, AccountId account) {
        return (openid != null ? users.find(appId, openid) : bindings.find(appId, account))
                .map(user -> user.orElseThrow(CurrentServiceClient::notFound));
    }

    /** The id of the current service client. */
    String clientId() {
        return client.get().getName();
    }

    static UserId parse(String id) {
        return UserId.parse(id).orElseThrow(CurrentServiceClient::notFound);
    }

    /** The app of a request. A request may omit it if only one app is configured. */
    public String app(String appId) {
        App app = appId == null
                ? apps.only().orElseThrow(
                        () -> Problem.invalid("appId", "is required because several apps are configured").exception())
                : apps.byId(appId)
                        .orElseThrow(() -> client.get().mayUse(appId) ? Problem.of(ProblemCode.UNKNOWN_APP).exception()
                                : CurrentServiceClient.notFound());
        client.requireApp(app.id());
        return app.id();
    }
}
