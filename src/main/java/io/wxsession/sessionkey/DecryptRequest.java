package io.wxsession.sessionkey;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.valueextraction.Unwrapping;

import io.wxsession.config.Secret;

/**
 * Encrypted data as the functions of {@code wx} give it.
 *
 * @param encryptedData base64
 * @param iv base64 of 16 bytes
 */
public record DecryptRequest(
        @NotNull(message = "is required", payload = Unwrapping.Skip.class) @NotBlank(message = "is required") Secret encryptedData,
        @NotNull(message = "is required", payload = Unwrapping.Skip.class) @NotBlank(message = "is required") Secret iv) {
}
