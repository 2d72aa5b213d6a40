package io.wxsession.login;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.UserId;
import io.wxsession.security.CurrentSession;
import io.wxsession.security.SessionCookie;
import io.wxsession.security.SessionPrincipal;
import io.wxsession.session.EndReason;
import io.wxsession.session.Session;
import io.wxsession.session.SessionStore;
import io.wxsession.session.SignOutStore;

/** The sessions of the current user: people see where they are logged in and can end sessions they do not recognise. */
@Path("/v1/sessions")
@Authenticated
@HttpAuthenticationMechanism(SessionPrincipal.MECHANISM)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions")
@SecurityRequirement(name = "session")
@Cancellable(false)
public class SessionListResource {

    private final SessionStore sessions;
    private final SignOutStore signOuts;
    private final SessionCookie cookie;
    private final CurrentSession currentSession;

    SessionListResource(SessionStore sessions, SignOutStore signOuts, SessionCookie cookie, CurrentSession currentSession) {
        this.sessions = sessions;
        this.signOuts = signOuts;
        this.cookie = cookie;
        this.currentSession = currentSession;
    }

    @GET
    @Operation(operationId = "listSessions", summary = "List the user's sessions in this mini-program, the newest first")
    public Uni<SessionListResponse> list() {
        SessionPrincipal session = currentSession.get();
        return siblings(session).map(live -> new SessionListResponse(live.entrySet().stream()
                .map(it -> ListedSession.of(it.getKey(), it.getValue(), it.getKey().equals(session.handle())))
                .sorted(Comparator.comparing(ListedSession::createdAt).reversed())
                .toList()));
    }

    @DELETE
    @Operation(operationId = "endSessions", summary = "End all sessions of the user in this mini-program, or all but the current one")
    public Uni<Void> endAll(@RestQuery @Pattern(regexp = "current", message = "must be 'current'") String except,
            @Context HttpServerResponse response) {
        SessionPrincipal session = currentSession.get();
        UserId user = session.session().userId();
        String appId = session.session().appId();
        return except == null ? signOuts.signOut(user, appId, session.handle()).invoke(() -> cookie.clear(response))
                : signOuts.signOutOthers(user, appId, session.handle());
    }

    @DELETE
    @Path("/{handle}")
    @Operation(operationId = "endSession", summary = "End one of the user's sessions")
    public Uni<Void> end(@RestPath String handle, @Context HttpServerResponse response) {
        SessionPrincipal session = currentSession.get();
        return siblings(session).chain(live -> SessionHandle.parse(handle)
                .filter(live::containsKey)
                .map(it -> sessions.end(it, live.get(it), EndReason.REVOKED))
                .orElseGet(() -> Uni.createFrom().failure(Problem.of(ProblemCode.NOT_FOUND).exception())))
                .invoke(() -> {
                    if (handle.equals(session.handle().value())) {
                        cookie.clear(response);
                    }
                });
    }

    private Uni<Map<SessionHandle, Session>> siblings(SessionPrincipal session) {
        return sessions.list(session.session().userId());
    }

    record SessionListResponse(List<ListedSession> sessions) {
    }

    /**
     * A session in the list.
     *
     * @param handle its public name
     * @param current whether it is the current session
     * @param createdAt when it was opened
     * @param lastRefreshedAt when its tokens were last renewed
     * @param client the client description, or null
     */
    record ListedSession(String handle, boolean current, Instant createdAt, Instant lastRefreshedAt,
            @Schema(nullable = true) String client) {

        static ListedSession of(SessionHandle handle, Session session, boolean current) {
            return new ListedSession(handle.value(), current, session.createdAt(), Instant.ofEpochMilli(session.rotated()),
                    session.client());
        }
    }
}
