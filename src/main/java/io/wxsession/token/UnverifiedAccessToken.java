package io.wxsession.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.Optional;

import io.wxsession.config.Secret;
import io.wxsession.keyspace.SessionId;

/**
 * What a text says that may be an access token. Nothing of it is verified, so it may only serve to find the session whose
 * digests can prove it. Once a digest has proved the text, it is what the signer wrote: flat JSON, each name once. So names and
 * values are found without a JSON parser. In a forgery they may be found where a parser would find others. That does no harm,
 * because a forgery is proved by nothing.
 *
 * @param text the whole text
 * @param claims the claims that matter
 */
public record UnverifiedAccessToken(Secret text, AccessTokenClaims claims) {

    /** Access tokens have 300 to 600 characters. A much longer text is refused without decoding. */
    static final int MAX_LENGTH = 4096;

    /** More digits would not fit into a long. */
    private static final int MAX_DIGITS = 18;

    /** Reads one; empty if the text does not have the form of one. */
    public static Optional<UnverifiedAccessToken> read(Secret presented) {
        String text = presented.value();
        int header = text.indexOf('.');
        int payload = text.indexOf('.', header + 1);
        if (text.length() > MAX_LENGTH || header < 0 || payload < 0) {
            return Optional.empty();
        }
        try {
            String claims = decoded(text.substring(header + 1, payload));
            return SessionId.parse(text(claims, AccessTokenIssuer.SESSION))
                    .map(sid -> new UnverifiedAccessToken(presented,
                            new AccessTokenClaims(sid, number(claims, "iat"), number(claims, "exp"))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The {@code kid} header of a token that a digest has proved. */
    String keyId() {
        return text(decoded(text.value().substring(0, text.value().indexOf('.'))), "kid");
    }

    /** The id of the session that the token names. */
    public SessionId sid() {
        return claims.sid();
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), ISO_8859_1);
    }

    private static String text(String json, String name) {
        int start = valueOf(json, name, "\"");
        return json.substring(start, end(json.indexOf('"', start)));
    }

    private static long number(String json, String name) {
        int start = valueOf(json, name, "");
        int end = start;
        while (end < json.length() && Character.isDigit(json.charAt(end)) && end - start < MAX_DIGITS) {
            end++;
        }
        return Long.parseLong(json, start, end, 10);
    }

    /** A quote within a value would be escaped, so this cannot match inside of a value. */
    private static int valueOf(String json, String name, String quote) {
        String mark = '"' + name + "\":" + quote;
        return end(json.indexOf(mark)) + mark.length();
    }

    private static int end(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("not there");
        }
        return index;
    }
}
