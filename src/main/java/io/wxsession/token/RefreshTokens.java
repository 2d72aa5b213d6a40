package io.wxsession.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import io.wxsession.sealing.KeyRing;

/**
 * Writes and reads refresh tokens: {@code <sid>.<generation>.<mac>}, the mac being HMAC-SHA256 over what stands before it.
 * As a token follows from its session and generation, nothing of it needs to be stored and the same one can be answered again.
 */
@ApplicationScoped
public class RefreshTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String LABEL = "wxsession refresh token mac";
    private static final Pattern FORM = Pattern.compile("(([A-Za-z0-9_-]{1,64})\\.(0|[1-9][0-9]{0,14}))\\.([A-Za-z0-9_-]{43})");

    /** One for each sealing key; the first signs. */
    private final List<SecretKeySpec> keys;

    RefreshTokens(KeyRing ring) {
        this.keys = ring.subKeys(LABEL).stream().map(key -> new SecretKeySpec(key, ALGORITHM)).toList();
    }

    /** The token of that generation. */
    public String write(String sid, long generation) {
        String claim = sid + '.' + generation;
        return claim + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(mac(keys.get(0), claim));
    }

    /** What a token says; empty unless we wrote it under a key that is still in the ring. */
    public Optional<RefreshToken> read(String token) {
        if (token == null) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(token);
        return parts.matches() && isOurs(parts.group(1), parts.group(4))
                ? Optional.of(new RefreshToken(parts.group(2), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    private boolean isOurs(String claim, String mac) {
        byte[] presented = mac.getBytes(US_ASCII);
        boolean ours = false;
        for (SecretKeySpec key : keys) {
            byte[] expected = Base64.getUrlEncoder().withoutPadding().encode(mac(key, claim));
            ours |= MessageDigest.isEqual(expected, presented);
        }
        return ours;
    }

    private static byte[] mac(SecretKeySpec key, String claim) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(claim.getBytes(US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * An authentic refresh token.
     *
     * @param sid the session it belongs to
     * @param generation how many came before it
     */
    public record RefreshToken(String sid, long generation) {

        @Override
        public String toString() {
            return "RefreshToken[generation " + generation + "]";
        }
    }
}
