package io.wxsession.sessionkey;

import io.wxsession.http.RedactedJson;

/**
 * The data that a phone received encrypted.
 *
 * @param data the decrypted JSON object
 */
public record DecryptResponse(RedactedJson data) {
}
