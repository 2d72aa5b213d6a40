package io.wxsession.wechat;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * An answer of WeChat that is a JSON object.
 *
 * @param json the object
 */
record WechatResponse(JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SESSION_KEY_BYTES = 16;
    private static final Pattern RID = Pattern.compile("\\brid: ([0-9a-f-]{1,64})\\b");

    /**
     * Reads an answer, whatever media type it claims.
     *
     * @throws WechatFailure if it does not come from WeChat's API or is cut off
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
            // What could not be parsed may hold a session_key, so not even the parser's message is passed on.
        }
        throw new WechatFailure("an answer that is no JSON object");
    }

    /** WeChat's error, 0 for none. Usually a number, but strings were seen. */
    int errcode() {
        return json.path("errcode").asInt(json.hasNonNull("errcode") ? Integer.MIN_VALUE : 0);
    }

    /** WeChat's own id of the request, which its support asks for. */
    String rid() {
        Matcher rid = RID.matcher(json.path("errmsg").asText());
        return rid.find() ? rid.group(1) : "none";
    }

    /** A session_key, if there is one of the right form. */
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

    /** A whole number, 0 if there is none. */
    long number(String name) {
        return json.path(name).asLong(0);
    }

    /** A text that is there and not empty. */
    Optional<String> text(String name) {
        JsonNode value = json.path(name);
        return value.isTextual() && !value.textValue().isEmpty() ? Optional.of(value.textValue()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "WechatResponse[errcode " + errcode() + "]";
    }
}
