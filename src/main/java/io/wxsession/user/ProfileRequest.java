package io.wxsession.user;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.wxsession.config.Secret;

/**
 * The profile that a user gives. WeChat does not attest it. A valid signature of rawData proves only that it was signed on this
 * user's phone.
 *
 * @param nickName the new nickname, or null to keep the old one
 * @param avatarUrl the new avatar, or null to keep the old one
 * @param rawData signed user data from {@code wx}, or null; gives the fields that are null here
 * @param signature the signature of rawData
 */
record ProfileRequest(
        @Size(max = 128, message = "is too long") @Pattern(regexp = "[^\\u0000-\\u001f\\u007f]*", message = "contains control characters") Secret nickName,
        @Size(max = 2048, message = "is too long") @Pattern(regexp = "https?://[!-~]+|", message = "is not an http or https address") Secret avatarUrl,
        Secret rawData,
        Secret signature) {
}
