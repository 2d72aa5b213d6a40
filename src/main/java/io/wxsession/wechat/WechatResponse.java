package io.wxsession.wechat;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A response of WeChat. Not a record, because a record would print its content, which may contain secrets. */
final class WechatResponse {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SESSION_KEY_BYTES = 16;
    private static final Pattern RID = Pattern.compile("\\brid: ([0-9a-f-]{1,64})\\b");

    private final JsonNode json;

    private WechatResponse(JsonNode json) {
        this.json = json;
    }

    /**
     * Parses a response. Its media type is ignored.
     *
     * @throws WechatFailure if it is not a JSON object with status 200
     */
    static WechatResponse of(RestResponse<byte[]> response) {
        if (response.getStatus() != 200) {
            throw new WechatFailure("HTTP status " + response.getStatus());
        }
        byte[] body = response.getEntity();
        try {
            JsonNode json = JSON.readTree(body == null ? new byte[0] : body);
            if (json != null && json.isObject()) {
                return new WechatResponse(json);
            }
        } catch (IOException e) {
            // The body may contain a session_key, and Jackson's message quotes it, so the cause is not passed on.
        }
        throw new WechatFailure("the response is not a JSON object");
    }

    /** The JSON object. */
    JsonNode json() {
        return json;
    }

    /** The errcode, 0 if there is none. WeChat usually sends a number, sometimes a string. */
    int errcode() {
        return json.path("errcode").asInt(json.hasNonNull("errcode") ? Integer.MIN_VALUE : 0);
    }

    /** WeChat's id of the request, which its support asks for. */
    String rid() {
        Matcher rid = RID.matcher(json.path("errmsg").asText());
        return rid.find() ? rid.group(1) : "none";
    }

    /** The session_key, if present and well-formed. */
    Optional<String> sessionKey() {
        return text("session_key").filter(WechatResponse::isSessionKey);
    }

    private static boolean isSessionKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == SESSION_KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A number, 0 if absent. */
    long number(String name) {
        return json.path(name).asLong(0);
    }

    /** A string, if present and not empty. */
    Optional<String> text(String name) {
        JsonNode value = json.path(name);
        return value.isTextual() && !value.textValue().isEmpty() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
