package io.wxsession.wechat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.Openid;
import io.wxsession.wechat.app.App;

/** Exchanges phone codes for phone numbers at WeChat. */
@ApplicationScoped
public class PhoneNumberClient {

    /** The errcodes for a code that is wrong, used, of another user, or of another mini-program (40013 in this call). */
    private static final Set<Integer> REFUSAL_ERRCODES = Set.of(40003, 40013, 40029, 40163, 41008);

    private final WechatApi api;
    private final AuthorizedCallExecutor calls;
    private final WechatErrorMapper errors;
    private final ObjectMapper json;

    PhoneNumberClient(@RestClient WechatApi api, AuthorizedCallExecutor calls, WechatErrorMapper errors, ObjectMapper json) {
        this.api = api;
        this.calls = calls;
        this.errors = errors;
        this.json = json;
    }

    /**
     * Exchanges a phone code.
     *
     * @param openid the user who must own the code
     * @return WeChat's {@code phone_info}, whose three parts are texts; fails with {@code code_invalid} or the problem of the call
     */
    public Uni<JsonNode> phoneInfo(App app, Secret code, Openid openid) {
        return calls.call(app, WechatOperation.GETUSERPHONENUMBER, token -> api.phoneNumber(token, body(code, openid)))
                .map(response -> {
                    if (REFUSAL_ERRCODES.contains(response.errcode())) {
                        throw Problem.of(ProblemCode.CODE_INVALID).exception();
                    }
                    if (response.errcode() != 0) {
                        throw errors.problem(app, response).exception();
                    }
                    return response.json().path("phone_info");
                });
    }

    private byte[] body(Secret code, Openid openid) {
        try {
            return json.writeValueAsBytes(Map.of("code", code, "openid", openid));
        } catch (IOException e) {
            throw new IllegalStateException("a request cannot be written");
        }
    }
}
