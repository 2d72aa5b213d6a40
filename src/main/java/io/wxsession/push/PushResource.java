package io.wxsession.push;

import java.time.Duration;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;
import io.wxsession.wechat.app.Apps;

/** Receives WeChat's message push; 404 for an app without a push token. */
@Path("/wechat/events/{appId}")
@PermitAll
@Tag(name = "WeChat")
@Cancellable(false)
public class PushResource {

    private static final String SUCCESS = "success";
    /** WeChat waits five seconds for a response. */
    private static final Duration DEADLINE = Duration.ofMillis(4500);

    private final Apps apps;
    private final PushAuthenticator authenticator;
    private final PushEventService events;
    private final PushMetrics metrics;

    PushResource(PushAuthenticator authenticator, PushEventService events, PushMetrics metrics, Apps apps) {
        this.authenticator = authenticator;
        this.events = events;
        this.metrics = metrics;
        this.apps = apps;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(operationId = "checkPushAddress", summary = "URL check of WeChat's message push")
    @APIResponseSchema(String.class)
    @APIResponse(responseCode = "401", ref = "Problem401")
    public Uni<String> check(@RestPath String appId, @BeanParam PushQuery push) {
        return authenticator.isAddressCheck(app(appId), push).map(authentic -> {
            if (!authentic) {
                throw refusal();
            }
            return push.echostr;
        });
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(operationId = "push", summary = "Receive a push of WeChat, plain or encrypted, JSON or XML")
    @APIResponseSchema(String.class)
    @APIResponse(responseCode = "401", ref = "Problem401")
    public Uni<String> push(@RestPath String appId, @BeanParam PushQuery push, String body) {
        PushedApp app = app(appId);
        return authenticator.message(app, push, body == null ? "" : body)
                .chain(message -> message.map(it -> act(app, it)).orElseGet(() -> {
                    metrics.refused(app);
                    throw refusal();
                }))
                // Work that has begun continues after the deadline.
                .memoize().indefinitely()
                .ifNoItem().after(DEADLINE).failWith(() -> Problem.of(ProblemCode.STORE_UNAVAILABLE).exception())
                .replaceWith(SUCCESS);
    }

    private Uni<Void> act(PushedApp app, PushBody message) {
        return events.accept(app, message)
                .onItemOrFailure().invoke((done, failure) -> metrics.accepted(app, message, failure));
    }

    private PushedApp app(String appId) {
        return apps.byId(appId).flatMap(PushedApp::of).orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND).exception());
    }

    private static ProblemException refusal() {
        return Problem.of(ProblemCode.CLIENT_UNAUTHORIZED, "The push does not come from WeChat.").exception();
    }
}
