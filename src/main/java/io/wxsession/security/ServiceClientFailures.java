package io.wxsession.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.http.HttpServerRequest;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.limit.ClientAddresses;
import io.wxsession.log.LogInterval;
import io.wxsession.log.SecurityEvent;
import io.wxsession.sealing.Sha256;

/**
 * Counts, reports and slows down whoever presents a wrong secret. Only wrong secrets are slowed down: nobody can lock a service
 * client out by guessing.
 */
@ApplicationScoped
class ServiceClientFailures {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ALLOWED = 100;
    private static final int MOST_SOURCES = 10_000;

    private final ClientAddresses addresses;
    private final MeterRegistry metrics;
    private final LogInterval events = new LogInterval(WINDOW);
    private final Cache<Source, AtomicInteger> recent = Caffeine.newBuilder().expireAfterWrite(WINDOW)
            .maximumSize(MOST_SOURCES).build();

    ServiceClientFailures(ClientAddresses addresses, MeterRegistry metrics) {
        this.addresses = addresses;
        this.metrics = metrics;
    }

    /** Prometheus sees no increase in a time series that begins with the first failure. */
    void startAtZero(@Observes StartupEvent event, ServiceClients clients) {
        clients.configuredIds().forEach(this::failures);
    }

    /**
     * Notes a failure.
     *
     * @param client the configured client, or a name for all that are not configured
     * @param presentedId the id as it was presented
     * @return the exception that refuses the request
     */
    RuntimeException refusal(String client, String presentedId, HttpServerRequest request) {
        failures(client).increment();
        String address = addresses.of(request).orElse("behind a gateway");
        if (events.isDue(client)) {
            SecurityEvent.CLIENT_UNAUTHORIZED
                    .log("Service client %s was refused: wrong secret, or not configured; address %s; more"
                            + " of this in the metric wxsession_service_client_failures_total", client, address);
        }
        // By the presented id, so that an id that is configured cannot be told from one that is not.
        int count = recent.get(Source.of(address, presentedId), source -> new AtomicInteger()).incrementAndGet();
        return count > ALLOWED ? Problem.retryable(ProblemCode.RATE_LIMITED, WINDOW).exception()
                : new AuthenticationFailedException();
    }

    private Counter failures(String client) {
        return Counter.builder("wxsession.service.client.failures").description("Service clients that were refused")
                .tag("client", client).register(metrics);
    }

    private record Source(String address, String idHash) {

        static Source of(String address, String id) {
            return new Source(address, Base64.getEncoder().encodeToString(Sha256.of(id.getBytes(UTF_8))));
        }
    }
}
