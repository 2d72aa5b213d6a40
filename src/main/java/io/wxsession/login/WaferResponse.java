package io.wxsession.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The envelope of the wafer protocol.
 *
 * @param code 0, or -1 for a failure
 * @param data the session, or null
 * @param error the problem's code, or null
 */
@RegisterForReflection(targets = { WaferResponse.class, WaferResponse.Data.class })
@JsonInclude(JsonInclude.Include.NON_NULL)
record WaferResponse(int code, Data data, String error) {

    static WaferResponse of(String skey, ObjectNode user) {
        return new WaferResponse(0, new Data(skey, user), null);
    }

    static WaferResponse refused(String error) {
        return new WaferResponse(-1, null, error);
    }

    /**
     * What the client keeps.
     *
     * @param skey the access token
     * @param userinfo the user
     */
    record Data(String skey, ObjectNode userinfo) {

        @Override
        public String toString() {
            return "Data[…]";
        }
    }
}
