package io.wxsession.sessionkey;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.valueextraction.Unwrapping;

import io.wxsession.config.Secret;

/**
 * Signed data as the functions of {@code wx} give it.
 *
 * @param rawData the exact text
 * @param signature hex of SHA-1
 */
public record SignatureVerifyRequest(
        @NotNull(message = "is required", payload = Unwrapping.Skip.class) Secret rawData,
        @NotNull(message = "is required", payload = Unwrapping.Skip.class) Secret signature) {
}
