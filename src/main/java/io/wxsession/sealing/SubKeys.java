package io.wxsession.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Function;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

import io.wxsession.sealing.KeyRing.Key;

/**
 * A sub-key of each key of the ring for one purpose (HKDF-SHA256, RFC 5869), prepared for use. It follows the ring when that
 * changes.
 *
 * @param <T> a prepared sub-key
 */
public final class SubKeys<T> {

    private static final int BYTES = 32;

    private final KeyRing ring;
    private final byte[] label;
    private final Function<byte[], T> preparation;
    private volatile Prepared<T> last;

    SubKeys(KeyRing ring, String label, Function<byte[], T> preparation) {
        this.ring = ring;
        this.label = label.getBytes(UTF_8);
        this.preparation = preparation;
    }

    /** All, the first one first. Each of them recognises what it made. */
    public List<T> all() {
        List<Key> keys = ring.keys();
        Prepared<T> prepared = last;
        if (prepared == null || prepared.from() != keys) {
            prepared = new Prepared<>(keys, keys.stream().map(key -> preparation.apply(derive(key.secret()))).toList());
            last = prepared;
        }
        return prepared.subKeys();
    }

    /** The one of the key that seals, which makes what is new. */
    public T first() {
        return all().get(0);
    }

    private byte[] derive(byte[] secret) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(secret, null, label));
        byte[] subKey = new byte[BYTES];
        hkdf.generateBytes(subKey, 0, BYTES);
        return subKey;
    }

    /** No secret may be printed, and a record prints its components: a key prints its id only, a sub-key its type. */
    private record Prepared<T>(List<Key> from, List<T> subKeys) {
    }
}
