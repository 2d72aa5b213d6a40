package io.wxsession.user;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.ws.rs.WebApplicationException;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.netty.handler.codec.http.TooLongHttpContentException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.config.WxsessionConfig.BindingConfig;
import io.wxsession.eventloop.CallerContext;
import io.wxsession.http.RedactedJson;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.UserId;
import io.wxsession.log.FailureCause;
import io.wxsession.log.OutageLines;
import io.wxsession.upstream.UpstreamGuard;
import io.wxsession.upstream.UpstreamGuard.Limits;

/**
 * Calls the team's account verifier, not more often at a time than it can bear, and not at all for a short time after many
 * failures. Neither credentials nor its responses are logged.
 */
@ApplicationScoped
class AccountVerifierClient {

    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Set<Integer> REFUSAL_STATUSES = Set.of(401, 403, 422);
    private static final Limits LIMITS = new Limits(100, 1000, 20);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final AccountVerifierApi api;
    private final ObjectMapper json;
    private final BindingConfig config;
    private final Vertx vertx;
    private final UpstreamGuard<Verdict> guard;
    private final OutageLines lines = new OutageLines(LOG_INTERVAL, OutageLines.QUIET);

    AccountVerifierClient(@RestClient AccountVerifierApi api, ObjectMapper json, WxsessionConfig config, Vertx vertx) {
        this.api = api;
        this.json = json;
        this.config = config.binding();
        this.vertx = vertx;
        this.guard = new UpstreamGuard<>("account-verifier", new TypeLiteral<Uni<Verdict>>() {
        }, LIMITS, open -> {
        });
    }

    boolean isConfigured() {
        return config.verifierUrl().isPresent();
    }

    /** Asks whose credentials these are, within three seconds. */
    Uni<Verdict> verify(String appId, UserId userId, RedactedJson credentials) {
        String authorization = config.verifierSecret().map(secret -> "Bearer " + secret.value()).orElse(null);
        return guard.call(() -> Uni.createFrom().deferred(() -> api.verify(config.verifierUrl().orElseThrow().toString(),
                authorization, body(appId, userId, credentials)))
                .ifNoItem().after(DEADLINE).fail()
                .map(this::verdict)
                .onFailure(AccountVerifierClient::isRefusal).recoverWithItem(new Refused())
                .onFailure(AccountVerifierClient::isObjection).recoverWithItem(failure -> new Unavailable(fault(failure))))
                .emitOn(CallerContext.of(vertx))
                .onFailure().recoverWithItem(failure -> new Unavailable(fault(failure)))
                .invoke(this::note);
    }

    private byte[] body(String appId, UserId userId, RedactedJson credentials) {
        try {
            return json.writeValueAsBytes(Map.of("appId", appId, "userId", userId, "credentials", credentials));
        } catch (IOException e) {
            throw new IllegalStateException("credentials cannot be written");
        }
    }

    /** The REST client throws every status other than success. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof WebApplicationException answer && REFUSAL_STATUSES.contains(answer.getResponse().getStatus());
    }

    /** A request that it does not take says nothing about others: one user's credentials must not deny them their binding. */
    private static boolean isObjection(Throwable failure) {
        return failure instanceof TooLongHttpContentException
                || failure instanceof WebApplicationException answer && answer.getResponse().getStatus() < 500;
    }

    private static String fault(Throwable failure) {
        return failure instanceof WebApplicationException answer ? status(answer.getResponse().getStatus())
                : FailureCause.of(failure);
    }

    private static String status(int status) {
        return "HTTP status " + status;
    }

    private void note(Verdict verdict) {
        if (verdict instanceof Unavailable unavailable) {
            if (lines.failureIsDue(unavailable.fault())) {
                Log.warnf("The account verifier cannot be used: %s", unavailable.fault());
            }
        } else if (lines.recoveryIsDue()) {
            Log.infof("The account verifier can be used again: no call has failed for %d seconds",
                    OutageLines.QUIET.toSeconds());
        }
    }

    private Verdict verdict(RestResponse<byte[]> response) {
        if (response.getStatus() != 200) {
            return new Unavailable(status(response.getStatus()));
        }
        try {
            JsonNode account = json.readTree(response.getEntity()).path("accountId");
            return Optional.ofNullable(account.textValue()).flatMap(AccountId::parse).<Verdict> map(Account::new)
                    .orElseGet(() -> new Unavailable("the response has no valid accountId"));
        } catch (IOException | IllegalArgumentException e) {
            // Jackson's message quotes the response.
            return new Unavailable("the response is not JSON");
        }
    }

    /** The verdict of the verifier. */
    sealed interface Verdict {
    }

    /** The credentials are those of this account. */
    record Account(AccountId id) implements Verdict {
    }

    /** The verifier refuses the credentials. */
    record Refused() implements Verdict {
    }

    /**
     * No response, or one that is not valid.
     *
     * @param fault of which kind, one of few; says nothing of the content
     */
    record Unavailable(String fault) implements Verdict {
    }
}
