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

/** Asks WeChat for phone numbers. */
@ApplicationScoped
public class PhoneNumberClient {

    /** The code is wrong, used, or another user's. */
    private static final Set<Integer> REFUSALS = Set.of(40003, 40029, 40163, 41008);

    private final WechatApi api;
    private final AuthorizedCallExecutor calls;
    private final WechatErrorMapper log;
    private final ObjectMapper json;

    PhoneNumberClient(@RestClient WechatApi api, AuthorizedCallExecutor calls, WechatErrorMapper log, ObjectMapper json) {
        this.api = api;
        this.calls = calls;
        this.log = log;
        this.json = json;
    }

    /**
     * Trades a phone code.
     *
     * @param openid whose code it must be
     * @return WeChat's {@code phone_info}, perhaps missing; fails with {@code code_invalid} or what keeps WeChat from answering
     */
    public Uni<JsonNode> phoneInfo(App app, Secret code, Openid openid) {
        return calls.call(app, token -> api.phoneNumber(token, body(code, openid))).map(answer -> {
            if (REFUSALS.contains(answer.errcode())) {
                throw Problem.of(ProblemCode.CODE_INVALID).exception();
            }
            if (answer.errcode() != 0) {
                throw log.problem(app, answer).exception();
            }
            return answer.json().path("phone_info");
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
