package io.wxsession.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.sealing.HmacKey;
import io.wxsession.sealing.KeyRing;
import io.wxsession.sealing.SubKeys;

/**
 * Digests that recognise issued access tokens without their signature: 128 bits of HMAC-SHA256 over the whole token, under a
 * sub-key of the sealing keys. Sessions keep the digests of their last tokens. A writer to Redis cannot make a digest, because
 * Redis does not hold the key.
 */
@ApplicationScoped
public class AccessTokenDigests {

    private static final String LABEL = "wxsession access token digest";
    private static final int DIGEST_BYTES = 16;

    /** 16 bytes in base64url, without padding. */
    private static final int DIGEST_LENGTH = 22;

    /** A sub-key of each sealing key. The first one makes digests, all recognise them. */
    private final SubKeys keys;

    @Inject
    AccessTokenDigests(KeyRing ring, WxsessionConfig config) {
        this(ring, IssuerAndAudience.of(config));
    }

    /** The keys depend on issuer and audience, so a token issued under another configuration of these is not recognised. */
    AccessTokenDigests(KeyRing ring, IssuerAndAudience ours) {
        String label = LABEL + '\0' + ours.issuer() + '\0' + ours.audience();
        this.keys = ring.subKeys(label);
    }

    /** The digest of a token, 22 characters. */
    String of(Secret token) {
        return new String(digest(keys.first(), token.value().getBytes(UTF_8)), ISO_8859_1);
    }

    /**
     * Whether the digest of a token is among those that its session keeps.
     *
     * @param kept digests, one after the other, or null
     */
    boolean recognise(Secret token, String kept) {
        if (kept == null || kept.isEmpty()) {
            return false;
        }
        byte[] candidates = kept.getBytes(ISO_8859_1);
        byte[] text = token.value().getBytes(UTF_8);
        for (HmacKey key : keys.all()) {
            if (contains(candidates, digest(key, text))) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] candidates, byte[] digest) {
        boolean found = false;
        for (int start = 0; start + DIGEST_LENGTH <= candidates.length; start += DIGEST_LENGTH) {
            found |= MessageDigest.isEqual(digest, Arrays.copyOfRange(candidates, start, start + DIGEST_LENGTH));
        }
        return found;
    }

    private static byte[] digest(HmacKey key, byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encode(Arrays.copyOf(key.mac(token), DIGEST_BYTES));
    }
}
