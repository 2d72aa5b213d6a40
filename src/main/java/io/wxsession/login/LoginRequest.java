package io.wxsession.login;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.validation.valueextraction.Unwrapping;

import io.wxsession.config.Secret;

/**
 * The body of a login.
 *
 * @param appId the mini-program; may be left out if only one is configured
 * @param code the code that {@code wx.login} gave
 * @param refreshToken the refresh token of the session that this login replaces, or null
 */
record LoginRequest(
        @Size(max = 64, message = "is too long") String appId,
        @NotNull(message = "is required", payload = Unwrapping.Skip.class) @Pattern(regexp = "[ -~]{1,128}", message = "must be 1 to 128 visible ASCII characters or spaces") Secret code,
        Secret refreshToken) {
}
