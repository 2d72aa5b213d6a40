package io.wxsession.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.wxsession.testing.ApiDescription;

/** Bodies that keep to a schema, and such bodies with something wrong in them. */
final class RandomBody {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEP = 2_000;
    private static final int LONG = 70_000;

    private final Random random;
    private final RandomText texts;
    private final KnownValues known;

    RandomBody(Random random, RandomText texts, KnownValues known) {
        this.random = random;
        this.texts = texts;
        this.known = known;
    }

    /** A body of the schema, half of the time spoilt. */
    byte[] json(JsonNode schema) {
        ObjectNode body = of(schema);
        return random.nextBoolean() ? bytes(body) : spoilt(body);
    }

    /** The same as a form. */
    byte[] form(JsonNode schema) {
        List<String> fields = new ArrayList<>();
        of(schema).properties().forEach(field -> fields.add(field.getKey() + '='
                + URLEncoder.encode(sometimesMutated(field.getValue().asText()), UTF_8)));
        if (random.nextInt(5) == 0) {
            fields.add(texts.odd() + '=' + texts.odd());
        }
        return String.join("&", fields).getBytes(UTF_8);
    }

    private String sometimesMutated(String text) {
        return random.nextInt(3) == 0 ? texts.mutated(text) : text;
    }

    private ObjectNode of(JsonNode schema) {
        ObjectNode body = NODES.objectNode();
        List<String> required = names(schema.path("required"));
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            if (required.contains(member.getKey()) || random.nextBoolean()) {
                body.set(member.getKey(), value(member.getKey(), ApiDescription.KEPT.resolved(member.getValue())));
            }
        }
        return body;
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }

    private JsonNode value(String name, JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "object" -> NODES.objectNode().put("account", known.any("account")).put("password", "secret");
            case "integer", "number" -> NODES.numberNode(random.nextInt());
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default -> NODES.textNode(sometimesMutated(known.any(name)));
        };
    }

    private byte[] spoilt(ObjectNode body) {
        List<String> names = new ArrayList<>();
        body.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() ? "code" : names.get(random.nextInt(names.size()));
        return switch (random.nextInt(12)) {
            case 0 -> bytes(body.putNull(name));
            case 1 -> bytes(body.without(List.of(name)));
            case 2 -> bytes(body.put(name, random.nextLong()));
            case 3 -> bytes(body.set(name, NODES.arrayNode().add(texts.odd())));
            case 4 -> bytes(body.put(texts.odd(), texts.odd()));
            case 5 -> bytes(body.put(name, texts.odd()));
            case 6 -> cut(bytes(body));
            case 7 -> flipped(bytes(body));
            case 8 -> ("[".repeat(DEEP) + "]".repeat(DEEP)).getBytes(UTF_8);
            case 9 -> bytes(body.put(name, "x".repeat(random.nextInt(LONG))));
            case 10 -> twice(body);
            default -> noise();
        };
    }

    private byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private byte[] flipped(byte[] bytes) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    /** Each member twice, which parsers read differently. */
    private static byte[] twice(ObjectNode body) {
        return body.properties().stream().map(member -> '"' + member.getKey() + "\":" + member.getValue())
                .map(member -> member + ',' + member).collect(Collectors.joining(",", "{", "}")).getBytes(UTF_8);
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    /** As JSON that escapes what is not ASCII half of the time, so that lone surrogates arrive. */
    private byte[] bytes(JsonNode body) {
        try {
            return random.nextBoolean() ? JSON.writeValueAsBytes(body) : escaped(body.toString()).getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            return escaped(body.toString()).getBytes(UTF_8);
        }
    }

    private static String escaped(String json) {
        return json.chars().mapToObj(c -> c < 127 ? String.valueOf((char) c) : String.format("\\u%04x", c))
                .collect(Collectors.joining());
    }
}
