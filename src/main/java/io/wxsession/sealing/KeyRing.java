package io.wxsession.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

import io.quarkus.runtime.Startup;
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;

/** The configured sealing keys. The first key seals, every key opens. */
@Startup
@Singleton
public class KeyRing {

    private static final int KEY_BYTES = 32;
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]{43}=?)");

    private final List<Key> keys;

    @Inject
    KeyRing(WxsessionConfig config) {
        this(config.sealing().keys().orElse(List.of()));
    }

    /**
     * Parses the keys of a ring.
     *
     * @param entries each {@code id:base64 of 32 bytes}
     * @throws IllegalArgumentException with the position of the malformed entry, never its content
     */
    public KeyRing(List<Secret> entries) {
        this.keys = IntStream.range(0, entries.size()).mapToObj(i -> parse(entries.get(i).value(), i + 1)).toList();
        if (keys.stream().map(Key::id).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("wxsession.sealing.keys: two keys have the same id");
        }
    }

    private static Key parse(String entry, int position) {
        Matcher parts = ENTRY.matcher(entry.trim());
        if (!parts.matches()) {
            throw new IllegalArgumentException("wxsession.sealing.keys: key number " + position
                    + " is not of the form <id>:<base64 of 32 bytes>, made for example with: echo k1:$(openssl rand -base64 32)");
        }
        return new Key(parts.group(1), Base64.getDecoder().decode(parts.group(2).replace('-', '+').replace('_', '/')));
    }

    Key sealing() {
        return keys.get(0);
    }

    Optional<Key> byId(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /**
     * Derives a sub-key for another purpose from each key of the ring, in the order of the ring (HKDF-SHA256, RFC 5869).
     *
     * @param label the purpose; different purposes need different labels
     */
    public List<byte[]> subKeys(String label) {
        return keys.stream().map(key -> derive(key.secret(), label)).toList();
    }

    private static byte[] derive(byte[] secret, String label) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(secret, null, label.getBytes(UTF_8)));
        byte[] subKey = new byte[KEY_BYTES];
        hkdf.generateBytes(subKey, 0, KEY_BYTES);
        return subKey;
    }

    record Key(String id, byte[] secret) {
    }
}
