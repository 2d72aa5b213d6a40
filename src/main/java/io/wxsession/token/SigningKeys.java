package io.wxsession.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.wxsession.config.TokenConfig;
import io.wxsession.config.UnusableSettingsException;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.eventloop.CallerContext;

/**
 * The keys that sign and verify tokens. The key directory is rescanned every minute, and when a token names an unknown key, so
 * keys rotate without a restart.
 */
@ApplicationScoped
public class SigningKeys {

    /** Runs after the start-up checks and after development has made its key. */
    private static final int AFTER_CHECKS = 10;

    private static final long RESCAN_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long MIN_RESCAN_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx;
    private final MeterRegistry metrics;
    private final KeyDirectory directory;
    private final Optional<String> signingKey;
    private final Duration activationDelay;
    private final AtomicReference<Rescan> lastRescan = new AtomicReference<>();
    private volatile KeySet current;
    private volatile String announcedKid;
    private long timer;

    SigningKeys(Vertx vertx, MeterRegistry metrics, WxsessionConfig config) {
        TokenConfig token = config.token();
        this.vertx = vertx;
        this.metrics = metrics;
        this.directory = token.keysDir().map(path -> new KeyDirectory(path, metrics)).orElse(null);
        this.signingKey = token.signingKey();
        this.activationDelay = token.activationDelay();
    }

    /** Reads the directory for the first time. Without a usable key the start fails. */
    void start(@Observes @Priority(AFTER_CHECKS) StartupEvent event) {
        List<SigningKey> keys = directory.readAtStart();
        signingKey.filter(name -> keys.stream().noneMatch(key -> key.fileName().equals(name))).ifPresent(name -> {
            throw new UnusableSettingsException("wxsession.token.signing-key names '" + name
                    + "', but wxsession.token.keys-dir holds no usable key in a file of that name");
        });
        current = KeySet.initial(keys);
        announceSigner();
        if (LaunchMode.current() == LaunchMode.NORMAL && signer().algorithm().startsWith("RS")) {
            Log.warnf("The signing key %s is an RSA key: each signature costs 1.5 ms of CPU, an EC key 0.1 ms. Make one with:"
                    + " openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256", signer());
        }
        Gauge.builder("wxsession.signing.key.age", this, us -> secondsSince(us.signer().written()))
                .description("Time since the file of the active signing key was written").baseUnit("seconds").register(metrics);
        timer = vertx.setPeriodic(RESCAN_MILLIS, due -> rescan());
    }

    private static double secondsSince(Instant written) {
        return Duration.between(written, Instant.now()).toMillis() / 1000.0;
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** The current key set. Every key in it verifies. */
    public KeySet current() {
        return current;
    }

    /** The active signing key. */
    SigningKey signer() {
        return current.signer(signingKey, activationDelay, Instant.now());
    }

    /**
     * How long others may cache the published key set. One replica may find a new key a rescan later than another. A key set
     * fetched from the later replica must be out of every cache when the other replica signs with the new key.
     */
    public Duration cacheMaxAge() {
        Duration maxAge = activationDelay.minusMillis(RESCAN_MILLIS);
        return maxAge.isNegative() ? Duration.ZERO : maxAge;
    }

    /**
     * The key set after a rescan. There is at most one rescan per second, so a request may join the rescan that another one has
     * started. It goes on in its own context nevertheless.
     */
    Uni<KeySet> rescanned() {
        Rescan last = lastRescan.get();
        boolean justDone = last != null && System.nanoTime() - last.startedNanos() < MIN_RESCAN_INTERVAL_NANOS;
        return Uni.createFrom().completionStage((justDone ? last.done() : rescan()).toCompletionStage())
                .emitOn(CallerContext.of(vertx));
    }

    /** Starts a rescan, or joins the one under way. */
    private Future<KeySet> rescan() {
        Rescan last = lastRescan.get();
        if (last != null && !last.done().isComplete()) {
            return last.done();
        }
        Promise<KeySet> promise = Promise.promise();
        Rescan next = new Rescan(System.nanoTime(), promise.future());
        if (!lastRescan.compareAndSet(last, next)) {
            return lastRescan.get().done();
        }
        vertx.executeBlocking(this::read, true).otherwise(failure -> {
            Log.errorf("The signing keys could not be read again, the known keys stay: %s", failure.getClass().getSimpleName());
            return current;
        }).onComplete(promise);
        return next.done();
    }

    private KeySet read() {
        List<SigningKey> found = directory.readAgain(current.keys());
        if (!current.hasSameKeysAs(found)) {
            SigningKey before = signer();
            current = current.next(found, Instant.now());
            if (current.byId(before.kid()).isEmpty()) {
                Log.errorf("The signing key %s was removed while it was signing: its tokens are refused from now on", before);
            }
            Log.infof("The signing keys have changed, tokens can now be verified with: %s", found);
        }
        announceSigner();
        return current;
    }

    /** A new key begins to sign when its activation delay is over, which is not when its file is found. */
    private void announceSigner() {
        SigningKey signer = signer();
        if (!signer.kid().equals(announcedKid)) {
            announcedKid = signer.kid();
            Log.infof("Tokens are signed with %s", signer);
        }
    }

    private record Rescan(long startedNanos, Future<KeySet> done) {
    }
}
