package io.wxsession.token;

import io.wxsession.config.Secret;

/**
 * The tokens of a session (RFC 6749 §5.1, in camelCase).
 *
 * @param accessToken the access token
 * @param tokenType always {@code Bearer}
 * @param expiresIn the lifetime of the access token in seconds
 * @param refreshToken the refresh token
 * @param refreshExpiresIn the lifetime of the session in seconds if it is not refreshed
 */
public record TokenSet(Secret accessToken, String tokenType, long expiresIn, Secret refreshToken, long refreshExpiresIn) {
}
