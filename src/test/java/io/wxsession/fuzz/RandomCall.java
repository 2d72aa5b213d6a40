package io.wxsession.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

/**
 * A request to the service.
 *
 * @param target the path with its query, as it stands in the request line
 * @param headers name and value of each
 * @param body null if there is none
 */
record RandomCall(String method, String target, List<Map.Entry<String, String>> headers, byte[] body) {

    String path() {
        return target.split("\\?", 2)[0];
    }

    @Override
    public String toString() {
        return method + ' ' + target + ' ' + headers + (body == null ? "" : " and " + body.length + " bytes: " + text());
    }

    private String text() {
        return new String(body, 0, Math.min(body.length, 1_000), UTF_8);
    }
}
