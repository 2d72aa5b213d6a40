package io.wxsession.token;

/**
 * What a mini-program needs to use its session (RFC 6749 §5.1, in camelCase).
 *
 * @param accessToken the JWT to present
 * @param tokenType always {@code Bearer}
 * @param expiresIn its lifetime in seconds
 * @param refreshToken what fetches the next one
 * @param refreshExpiresIn the lifetime of the session unless refreshed, in seconds
 */
public record TokenSet(String accessToken, String tokenType, long expiresIn, String refreshToken, long refreshExpiresIn) {

    @Override
    public String toString() {
        return "TokenSet[…]";
    }
}
