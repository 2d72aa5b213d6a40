package io.wxsession.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

import io.wxsession.sealing.KeyRing.Key;

/** A sub-key of each key of the ring for one purpose (HKDF-SHA256, RFC 5869). They follow the ring when that changes. */
public final class SubKeys {

    private static final int BYTES = 32;

    private final KeyRing ring;
    private final byte[] label;
    private volatile Derived last;

    SubKeys(KeyRing ring, String label) {
        this.ring = ring;
        this.label = label.getBytes(UTF_8);
    }

    /** All, the first one first. Each of them recognises what it made. */
    public List<HmacKey> all() {
        List<Key> keys = ring.keys();
        Derived derived = last;
        if (derived == null || derived.from() != keys) {
            derived = new Derived(keys, keys.stream().map(key -> new HmacKey(derive(key.secret()))).toList());
            last = derived;
        }
        return derived.subKeys();
    }

    /** The one of the key that seals, which makes what is new. */
    public HmacKey first() {
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
    private record Derived(List<Key> from, List<HmacKey> subKeys) {
    }
}
