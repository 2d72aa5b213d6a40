package io.wxsession.sealing;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger.Level;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.wxsession.config.Secret;
import io.wxsession.config.UnusableSettingsException;
import io.wxsession.config.WxsessionConfig;

/**
 * The sealing keys. The first key seals, every key opens. Those of {@code wxsession.sealing.keys-dir}, which is read again each
 * minute, come before those of {@code wxsession.sealing.keys}.
 */
@Startup
@Singleton
public class KeyRing {

    private static final int KEY_BYTES = 32;
    private static final Pattern ENTRY = Pattern.compile("([^:]*):(.*)");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{43}=?");
    private static final long RESCAN_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final Vertx vertx;
    private final List<Key> configured;
    private final Optional<SealingKeyDirectory> directory;
    private volatile List<Key> keys;
    private long timer;

    @Inject
    KeyRing(Vertx vertx, MeterRegistry metrics, WxsessionConfig config) {
        this(vertx, parse(config.sealing().keys().orElse(List.of())), config.sealing().keysDir()
                .map(path -> new SealingKeyDirectory(path, config.token().activationDelay(), metrics)));
    }

    /**
     * A ring of these keys.
     *
     * @param entries each {@code id:base64 of 32 bytes}
     * @throws UnusableSettingsException with the position of the malformed entry, never its content
     */
    public KeyRing(List<Secret> entries) {
        this(null, parse(entries), Optional.empty());
    }

    KeyRing(Vertx vertx, List<Key> configured, Optional<SealingKeyDirectory> directory) {
        this.vertx = vertx;
        this.configured = configured;
        this.directory = directory;
        this.keys = merged(directory.map(SealingKeyDirectory::readAtStart).orElse(List.of()));
    }

    void start(@Observes StartupEvent event) {
        if (directory.isPresent()) {
            timer = vertx.setPeriodic(RESCAN_MILLIS, due -> rescan());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** Reads the directory again. */
    Future<Void> rescan() {
        return vertx.executeBlocking(() -> {
            use(merged(directory.orElseThrow().read(Instant.now())));
            return null;
        }, true);
    }

    private void use(List<Key> next) {
        List<String> ids = next.stream().map(Key::id).toList();
        List<String> before = keys.stream().map(Key::id).toList();
        if (!ids.equals(before)) {
            keys = next;
            Log.infof("The sealing keys have changed: %s seals, all of %s open", ids.get(0), ids);
            List<String> gone = before.stream().filter(id -> !ids.contains(id)).toList();
            if (!gone.isEmpty()) {
                Log.logf(gone.contains(before.get(0)) ? Level.ERROR : Level.WARN,
                        "The sealing keys %s are gone: what they sealed cannot be opened, and refresh tokens made with them are"
                                + " refused. If that is not meant, put them back",
                        gone);
            }
        }
    }

    private List<Key> merged(List<Key> ofDirectory) {
        Stream<Key> others = configured.stream()
                .filter(key -> ofDirectory.stream().noneMatch(it -> it.id().equals(key.id())));
        return Stream.concat(ofDirectory.stream(), others).toList();
    }

    private static List<Key> parse(List<Secret> entries) {
        List<Key> keys = IntStream.range(0, entries.size()).mapToObj(i -> parse(entries.get(i).value(), i + 1)).toList();
        if (keys.stream().map(Key::id).distinct().count() < keys.size()) {
            throw new UnusableSettingsException("wxsession.sealing.keys: two keys have the same id");
        }
        return keys;
    }

    private static Key parse(String entry, int position) {
        Matcher parts = ENTRY.matcher(entry.trim());
        return Optional.of(parts).filter(Matcher::matches).flatMap(it -> key(it.group(1), it.group(2)))
                .orElseThrow(() -> new UnusableSettingsException("wxsession.sealing.keys: key number " + position
                        + " is not of the form <id>:<base64 of 32 bytes>. If nothing follows the colon, the file that it is read from is"
                        + " missing or empty. A first one is made for example with: echo k1:$(openssl rand -base64 32)"));
    }

    /** A key; empty if id or base64 are malformed. */
    static Optional<Key> key(String id, String base64) {
        if (!ID.matcher(id).matches() || !BASE64.matcher(base64).matches()) {
            return Optional.empty();
        }
        byte[] secret = Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
        return secret.length == KEY_BYTES ? Optional.of(new Key(id, secret)) : Optional.empty();
    }

    /** All keys as they are now, the one that seals first; the same list as long as nothing changes. */
    List<Key> keys() {
        return keys;
    }

    Key sealing() {
        return keys.get(0);
    }

    Optional<Key> byId(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /**
     * A sub-key for another purpose from each key of the ring, in the order of the ring.
     *
     * @param label the purpose; different purposes need different labels
     */
    public SubKeys subKeys(String label) {
        return new SubKeys(this, label);
    }

    record Key(String id, byte[] secret) {

        boolean hasSameSecretAs(Key other) {
            return MessageDigest.isEqual(secret, other.secret);
        }
    }
}
