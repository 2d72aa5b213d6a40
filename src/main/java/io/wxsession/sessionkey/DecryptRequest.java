package io.wxsession.sessionkey;

import jakarta.validation.constraints.NotBlank;

/**
 * What {@code wx} functions give as encrypted data.
 *
 * @param encryptedData base64
 * @param iv base64 of 16 bytes
 */
public record DecryptRequest(
        @NotBlank(message = "is required") String encryptedData,
        @NotBlank(message = "is required") String iv) {

    @Override
    public String toString() {
        return "DecryptRequest[…]";
    }
}
