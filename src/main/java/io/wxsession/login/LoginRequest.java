package io.wxsession.login;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A login.
 *
 * @param appId the mini-program; may be left out where there is just one
 * @param code what {@code wx.login} gave
 * @param refreshToken of the session that this login supersedes, if there is one
 */
record LoginRequest(
        @Size(max = 64, message = "is too long") String appId,
        @NotBlank(message = "is required") @Size(max = 256, message = "is too long") @Pattern(regexp = "[^\\u0000-\\u001f\\u007f-\\u009f]*", message = "contains control characters") String code,
        String refreshToken) {

    @Override
    public String toString() {
        return "LoginRequest[…]";
    }
}
