package io.wxsession.sessionkey;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The data that a phone received encrypted.
 *
 * @param data the decrypted JSON object
 */
public record DecryptResponse(ObjectNode data) {

    @Override
    public String toString() {
        return "DecryptResponse[…]";
    }
}
