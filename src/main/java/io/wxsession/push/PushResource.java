package io.wxsession.push;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;

/** Receives WeChat's message push; 404 for an app without a push token. */
@Path("/wechat/events/{appId}")
@PermitAll
@Tag(name = "WeChat")
@Cancellable(false)
public class PushResource {

    private static final String SUCCESS = "success";
    /** WeChat waits five seconds for a response. */
    private static final Duration DEADLINE = Duration.ofMillis(4500);

    private final Map<String, PushedApp> apps;
    private final PushAuthenticator authenticator;
    private final PushEventService events;
    private final PushMetrics metrics;

    PushResource(PushAuthenticator authenticator, PushEventService events, PushMetrics metrics, WxsessionConfig config) {
        this.authenticator = authenticator;
        this.events = events;
        this.metrics = metrics;
        this.apps = config.apps().values().stream().flatMap(app -> PushedApp.of(app).stream())
                .collect(Collectors.toUnmodifiableMap(PushedApp::id, Function.identity()));
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @NonBlocking
    @Operation(operationId = "checkPushAddress", summary = "URL check of WeChat's message push")
    @APIResponseSchema(String.class)
    @APIResponse(responseCode = "401", ref = "Problem401")
    public String check(@RestPath String appId, @BeanParam PushQuery push) {
        if (!authenticator.isAddressCheck(app(appId), push)) {
            throw refusal();
        }
        return push.echostr;
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
        PushedApp app = apps.get(appId);
        if (app == null) {
            throw Problem.of(ProblemCode.NOT_FOUND).exception();
        }
        return app;
    }

    private static ProblemException refusal() {
        return Problem.of(ProblemCode.CLIENT_UNAUTHORIZED, "The push does not come from WeChat.").exception();
    }
}
