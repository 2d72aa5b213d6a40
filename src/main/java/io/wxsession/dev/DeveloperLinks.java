package io.wxsession.dev;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.session.Session;
import io.wxsession.session.SessionStore;

/** Where the foot of the playground page leads: the sessions in Redis, and the API's description on the management port. */
@ApplicationScoped
@IfBuildProfile("dev")
class DeveloperLinks {

    private static final int BEFORE_PLAYGROUND = -2;

    private final DevSessionStore handles;
    private final SessionStore sessions;
    private final int managementPort;

    DeveloperLinks(DevSessionStore handles, SessionStore sessions,
            @ConfigProperty(name = "quarkus.management.port", defaultValue = "9000") int managementPort) {
        this.handles = handles;
        this.sessions = sessions;
        this.managementPort = managementPort;
    }

    void mount(@Observes Router router) {
        router.get("/playground/sessions").order(BEFORE_PLAYGROUND).handler(this::listSessions);
        router.get("/playground/openapi").order(BEFORE_PLAYGROUND).handler(context -> context
                .redirect("http://" + context.request().authority().host() + ':' + managementPort + "/q/openapi?format=json"));
    }

    private void listSessions(RoutingContext context) {
        handles.all()
                .onItem().transformToMulti(all -> Multi.createFrom().iterable(all))
                .onItem().transformToUniAndConcatenate(this::describe)
                .collect().asList()
                .subscribe().with(all -> context.json(new JsonArray(List.copyOf(all))), context::fail);
    }

    /** Says nothing of a session that has ended meanwhile. */
    private Uni<JsonObject> describe(SessionHandle handle) {
        return sessions.find(handle).map(session -> session.map(it -> describe(handle, it)).orElse(null));
    }

    private static JsonObject describe(SessionHandle handle, Session session) {
        return new JsonObject().put("handle", handle.value()).put("userId", session.userId().value())
                .put("appId", session.appId()).put("client", session.client())
                .put("registered", session.registered()).put("bound", session.account() != null)
                .put("created", Instant.ofEpochMilli(session.created()))
                .put("endsUnlessRefreshed", Instant.ofEpochMilli(session.idleExpires()))
                .put("ends", Instant.ofEpochMilli(session.expires()))
                .put("refreshes", session.generation());
    }
}
