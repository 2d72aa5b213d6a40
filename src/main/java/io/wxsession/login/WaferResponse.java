package io.wxsession.login;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.wxsession.config.Secret;
import io.wxsession.http.RedactedJson;

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

    static WaferResponse of(Secret skey, RedactedJson user) {
        return new WaferResponse(0, new Data(skey, user), null);
    }

    static WaferResponse refused(String error) {
        return new WaferResponse(-1, null, error);
    }

    /**
     * The session as the client keeps it.
     *
     * @param skey the access token
     * @param userinfo the user
     */
    record Data(Secret skey, RedactedJson userinfo) {
    }
}
