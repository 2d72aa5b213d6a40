package io.wxsession.sessionkey;

import jakarta.validation.constraints.NotNull;

/**
 * What {@code wx} functions give as signed data.
 *
 * @param rawData the exact text
 * @param signature hex of SHA-1
 */
public record SignatureVerifyRequest(
        @NotNull(message = "is required") String rawData,
        @NotNull(message = "is required") String signature) {

    @Override
    public String toString() {
        return "SignatureVerifyRequest[…]";
    }
}
