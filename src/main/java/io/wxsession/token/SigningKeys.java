package io.wxsession.token;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.wxsession.config.TokenConfig;
import io.wxsession.config.WxsessionConfig;

/**
 * The keys that sign and verify tokens, kept in step with their directory: it is read again every minute and when a token names
 * a key that is not known, so that keys rotate without a restart.
 */
@ApplicationScoped
public class SigningKeys {

    /** After the configuration was checked and development has made its key. */
    private static final int KEYS_ARE_THERE = 10;

    private static final long RESCAN_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx;
    private final KeyDirectory directory;
    private final Optional<String> signingKey;
    private final Duration activationDelay;
    private final AtomicReference<Rescan> lastRescan = new AtomicReference<>();
    private volatile KeySet current;
    private long timer;

    SigningKeys(Vertx vertx, WxsessionConfig config) {
        TokenConfig token = config.token();
        this.vertx = vertx;
        this.directory = token.keysDir().map(KeyDirectory::new).orElse(null);
        this.signingKey = token.signingKey();
        this.activationDelay = token.activationDelay();
    }

    /** Reads the directory for the first time. Fails the start if nothing in it can sign. */
    void start(@Observes @Priority(KEYS_ARE_THERE) StartupEvent event) {
        List<SigningKey> keys = directory.readAtStart();
        signingKey.filter(name -> keys.stream().noneMatch(key -> key.fileName().equals(name))).ifPresent(name -> {
            throw new IllegalStateException("wxsession.token.signing-key names '" + name
                    + "', but wxsession.token.keys-dir holds no usable key in a file of that name");
        });
        current = KeySet.initial(keys);
        Log.infof("Tokens are signed with %s", signer());
        timer = vertx.setPeriodic(RESCAN_MILLIS, due -> rescan());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** All keys that verify now. */
    public KeySet current() {
        return current;
    }

    /** The key that signs now. */
    SigningKey signer() {
        return current.signer(signingKey, activationDelay, Instant.now());
    }

    /**
     * For how long others may keep a published key set. A replica may see a new key one rescan later than the first, and what
     * was read from it before must have gone stale when the first signs with that key.
     */
    public Duration publishedFor() {
        Duration spare = activationDelay.minusMillis(RESCAN_MILLIS);
        return spare.isNegative() ? Duration.ZERO : spare;
    }

    /** The keys after a fresh look into the directory, which is taken at most once a second. */
    Uni<KeySet> refreshed() {
        Rescan last = lastRescan.get();
        boolean justDone = last != null && System.nanoTime() - last.startedNanos() < SPARE_NANOS;
        return Uni.createFrom().completionStage((justDone ? last.done() : rescan()).toCompletionStage());
    }

    /** One at a time: who comes second waits for the first. */
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
            Log.errorf("The directory of signing keys cannot be read, the keys known so far stay: %s", failure.getMessage());
            return current;
        }).onComplete(promise);
        return next.done();
    }

    private KeySet read() throws IOException {
        List<SigningKey> found = directory.read(current.keys());
        if (found.isEmpty()) {
            Log.error("The directory of signing keys is empty, the keys known so far stay");
        } else if (!current.hasSameKeysAs(found)) {
            current = current.next(found, Instant.now());
            Log.infof("The signing keys have changed, tokens can now be verified with: %s", found);
        }
        return current;
    }

    private record Rescan(long startedNanos, Future<KeySet> done) {
    }
}
