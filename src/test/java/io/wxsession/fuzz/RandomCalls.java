package io.wxsession.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.wxsession.testing.ApiDescription;
import io.wxsession.testing.TestServiceClient;

/** Makes requests out of the description of the API: most of them nearly right, so that they get far before they fail. */
final class RandomCalls {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final List<String> QUERY = List.of("appId", "except", "openid", "account", "days", "limit", "cursor",
            "signature", "timestamp", "nonce", "echostr", "encrypt_type", "msg_signature");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static final List<String> MEDIA_TYPES = List.of("application/json", "application/json; charset=utf-8",
            "application/json;charset=nonsense", "application/x-www-form-urlencoded", "text/plain", "text/xml", "nonsense",
            "*/*");

    private final List<String> operations = List.copyOf(ApiDescription.KEPT.operations());
    private final Random random;
    private final RandomText texts;
    private final RandomBody bodies;
    private final KnownValues known;

    RandomCalls(Random random, KnownValues known) {
        this.random = random;
        this.texts = new RandomText(random);
        this.bodies = new RandomBody(random, texts, known);
        this.known = known;
    }

    RandomCall next() {
        String operation = any(operations);
        String[] words = operation.split(" ");
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        credential(words[1], headers);
        byte[] body = body(operation, words[1], headers);
        if (random.nextInt(10) == 0) {
            headers.add(Map.entry(any(List.of("Accept", "X-Request-Id", "X-Forwarded-For", "Forwarded", "User-Agent",
                    "X-Forwarded-Uri", "X-Original-Uri", "X-WX-Code", "Origin", "Range", "Expect-Nothing")),
                    header(texts.odd())));
        }
        String method = random.nextInt(30) == 0 ? any(METHODS) : words[0];
        return new RandomCall(method, target(words[1]), headers, body);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean sometimes() {
        return random.nextInt(6) == 0;
    }

    private String target(String template) {
        String path = PARAMETER.matcher(template)
                .replaceAll(parameter -> Matcher.quoteReplacement(parameter(parameter)));
        if (random.nextInt(20) == 0) {
            path += any(List.of("/", "/%2e%2e", ";x=y", "/..", "//", "%20", "/%zz", "/" + encoded(texts.odd())));
        }
        return path + query();
    }

    private String parameter(MatchResult parameter) {
        String value = known.any(parameter.group(1));
        return encoded(sometimes() ? texts.mutated(value) : value);
    }

    private String query() {
        StringBuilder query = new StringBuilder();
        for (String name : QUERY) {
            if (sometimes()) {
                String value = known.any(name);
                query.append(query.isEmpty() ? '?' : '&').append(name).append('=')
                        .append(encoded(sometimes() ? texts.mutated(value) : value));
            }
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private void credential(String path, List<Map.Entry<String, String>> headers) {
        if (random.nextInt(12) == 0) {
            return;
        }
        if (path.startsWith("/internal") || path.startsWith("/oauth2")) {
            headers.add(Map.entry("Authorization", basic()));
        } else {
            String token = known.any("token");
            String sent = header(sometimes() ? texts.mutated(token) : token);
            headers.add(switch (random.nextInt(6)) {
                case 0 -> Map.entry("X-WX-Skey", sent);
                case 1 -> Map.entry("Cookie", "wxs=" + sent);
                case 2 -> Map.entry("Authorization", "bearer  " + sent);
                default -> Map.entry("Authorization", "Bearer " + sent);
            });
        }
    }

    private String basic() {
        TestServiceClient client = sometimes() ? any(List.of(TestServiceClient.values()))
                : any(List.of(TestServiceClient.OPERATOR, TestServiceClient.GATEWAY));
        String pair = client.id() + ':' + client.secret();
        return "Basic " + (random.nextInt(25) == 0 ? header(texts.mutated(pair))
                : Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }

    /** A value that the client can send; what it carries may still be nonsense. */
    private static String header(String value) {
        return value.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private byte[] body(String operation, String path, List<Map.Entry<String, String>> headers) {
        JsonNode schema = ApiDescription.KEPT.bodyOf(operation);
        boolean form = path.startsWith("/oauth2");
        boolean push = operation.startsWith("POST /wechat/events");
        if (schema.isMissingNode() && !push) {
            return random.nextInt(20) == 0 ? "{}".getBytes(UTF_8) : null;
        }
        if (random.nextInt(15) != 0) {
            String right = form ? "application/x-www-form-urlencoded" : "application/json";
            headers.add(Map.entry("Content-Type", random.nextInt(15) == 0 ? any(MEDIA_TYPES) : right));
        }
        return push ? push() : form ? bodies.form(schema) : bodies.json(schema);
    }

    private byte[] push() {
        String push = known.any("push");
        return (sometimes() ? texts.odd() : random.nextBoolean() ? push : texts.mutated(push)).getBytes(UTF_8);
    }
}
