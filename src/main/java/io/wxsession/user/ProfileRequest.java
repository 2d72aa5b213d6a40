package io.wxsession.user;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What a user says of itself. None of it is attested by WeChat, not even with rawData: the signature tells only that it was
 * this
 * user's phone.
 *
 * @param nickName or null to leave it
 * @param avatarUrl or null to leave it
 * @param rawData the text that a {@code wx} function gave, or null; fills in what is not given otherwise
 * @param signature of rawData
 */
record ProfileRequest(
        @Size(max = 128, message = "is too long") @Pattern(regexp = "[^\\u0000-\\u001f\\u007f]*", message = "contains control characters") String nickName,
        @Size(max = 2048, message = "is too long") @Pattern(regexp = "https?://[!-~]+|", message = "is not an http or https address") String avatarUrl,
        String rawData,
        String signature) {

    @Override
    public String toString() {
        return "ProfileRequest[…]";
    }
}
