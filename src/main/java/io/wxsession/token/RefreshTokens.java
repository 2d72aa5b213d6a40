package io.wxsession.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.wxsession.config.Secret;
import io.wxsession.keyspace.SessionId;
import io.wxsession.sealing.HmacKey;
import io.wxsession.sealing.KeyRing;
import io.wxsession.sealing.SubKeys;

/**
 * Writes and reads refresh tokens: {@code <sid>.<generation>.<mac>}. The mac is HMAC-SHA256 over {@code <sid>.<generation>}. A
 * token follows from its session and generation, so Redis stores no token and the same token can be issued again.
 */
@ApplicationScoped
public class RefreshTokens {

    private static final String LABEL = "wxsession refresh token mac";
    private static final Pattern FORM = Pattern.compile("(([A-Za-z0-9_-]{1,64})\\.(0|[1-9][0-9]{0,14}))\\.([A-Za-z0-9_-]{43})");

    /** A sub-key of each sealing key. The first one signs, all verify. */
    private final SubKeys keys;

    RefreshTokens(KeyRing ring) {
        this.keys = ring.subKeys(LABEL);
    }

    /** The refresh token of a session and generation. */
    public Secret write(SessionId sid, long generation) {
        String claim = sid.value() + '.' + generation;
        return new Secret(claim + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(keys.first().mac(claim)));
    }

    /** Reads a token; empty unless its mac is valid under a key of the ring. */
    public Optional<RefreshToken> read(Secret token) {
        if (token == null) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(token.value());
        return parts.matches() && isAuthentic(parts.group(1), parts.group(4))
                ? SessionId.parse(parts.group(2)).map(sid -> new RefreshToken(sid, Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    private boolean isAuthentic(String claim, String mac) {
        byte[] presented = mac.getBytes(US_ASCII);
        boolean equal = false;
        for (HmacKey key : keys.all()) {
            byte[] expected = Base64.getUrlEncoder().withoutPadding().encode(key.mac(claim));
            equal |= MessageDigest.isEqual(expected, presented);
        }
        return equal;
    }

    /**
     * The content of an authentic refresh token.
     *
     * @param sid the session id
     * @param generation the number of rotations before this token
     */
    public record RefreshToken(SessionId sid, long generation) {
    }
}
