package io.wxsession.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

/**
 * The description of the API that the repository keeps. As a filter it fails a test whose answer it does not describe: an
 * unknown status or media type, or a body with a member that is unknown or of another type.
 */
public final class ApiDescription implements Filter {

    private static final String COMPONENTS = "components";
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012,
            factory -> factory.metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                    .keyword(new NonValidationKeyword(COMPONENTS)).build()));

    /** The one that OpenApiTest compares with what the service says of itself. */
    public static final ApiDescription KEPT = new ApiDescription(Path.of("src/site/resources/openapi.yaml"));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINES_OF_JSON = "application/x-ndjson";
    private static final String REF = "$ref";
    /** The HTTP server's own refusal, before any operation is chosen. */
    private static final int HEADERS_TOO_LARGE = 431;
    /** Not acceptable: what any operation answers to a caller who takes no JSON. */
    private static final int OF_ANY_OPERATION = 406;
    /** Tells failures in an envelope of its own, which is described for success alone. */
    private static final String WAFER = "/v1/compat/wafer/";

    private final JsonNode document;
    private final List<String> paths = new ArrayList<>();
    private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

    private ApiDescription(Path file) {
        try {
            document = new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document.get(COMPONENTS).get("schemas").forEach(ApiDescription::close);
        document.get("paths").fieldNames().forEachRemaining(paths::add);
        paths.sort(Comparator.comparing(path -> path.contains("{")));
    }

    /** Lets an object have no other members than those described, unless it says that it may. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")
                && !object.path("properties").has("keys")) {
            object.put("additionalProperties", false);
        }
    }

    @Override
    public Response filter(FilterableRequestSpecification request, FilterableResponseSpecification expected,
            FilterContext context) {
        Response response = context.next(request, expected);
        operationOf(request).ifPresent(operation -> check(operation, response.statusCode(), response.contentType(),
                response.asString()));
        return response;
    }

    /** All that it describes, each as {@code GET /path/{parameter}}. */
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        paths.forEach(path -> document.get("paths").get(path).fieldNames()
                .forEachRemaining(method -> operations.add(method.toUpperCase(Locale.ROOT) + ' ' + path)));
        return operations;
    }

    /** What of that the request asks for; empty if it is not described, or the request is not for the service. */
    public Optional<String> operationOf(FilterableRequestSpecification request) {
        URI uri = URI.create(request.getURI());
        return uri.getPort() != RestAssured.port ? Optional.empty() : operationOf(request.getMethod(), uri.getPath());
    }

    /** The same of a method and a path. */
    public Optional<String> operationOf(String method, String path) {
        return paths.stream().filter(template -> pattern(template).matcher(path).matches()).findFirst()
                .map(template -> method + ' ' + template).filter(operations()::contains);
    }

    /** The schema of the body that an operation takes, without references; missing if it takes none. */
    public JsonNode bodyOf(String operation) {
        JsonNode content = described(operation).path("requestBody").path("content");
        return content.isEmpty() ? content : resolved(content.elements().next().path("schema"));
    }

    /** The schema that a reference stands for, or the schema itself. */
    public JsonNode resolved(JsonNode node) {
        return node.has(REF) ? document.at(node.get(REF).asText().substring(1)) : node;
    }

    private JsonNode described(String operation) {
        String[] words = operation.split(" ");
        return document.get("paths").get(words[1]).get(words[0].toLowerCase(Locale.ROOT));
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    /** Fails if this is not an answer that the operation is described to give. */
    public void check(String operation, int status, String contentType, String body) {
        if (status == HEADERS_TOO_LARGE || status == OF_ANY_OPERATION || operation.contains(WAFER) && status != 200) {
            return;
        }
        JsonNode described = resolved(described(operation).get("responses").path(Integer.toString(status)));
        assertThat(described.isMissingNode()).as("%s: status %s is not described", operation, status).isFalse();
        JsonNode content = described.path("content");
        if (content.isEmpty() || !content.elements().next().has("schema")) {
            assertThat(body).as("%s: %s has no body", operation, status).isEmpty();
            return;
        }
        String mediaType = String.valueOf(contentType).split(";")[0];
        assertThat(content.has(mediaType)).as("%s: media type %s of %s is described", operation, mediaType, status).isTrue();
        JsonNode schema = content.get(mediaType).get("schema");
        if (mediaType.endsWith("json")) {
            bodies(mediaType, body).forEach(value -> assertThat(schema(schema).validate(value))
                    .as("%s: %s does not have the schema of %s:\n%s", operation, value, status, schema).isEmpty());
        }
    }

    /** The JSON values of a body. Of an export these are its lines, but for the last one, which tells how to go on. */
    private static List<JsonNode> bodies(String mediaType, String body) {
        return mediaType.equals(LINES_OF_JSON)
                ? body.lines().filter(line -> !line.startsWith("{\"cursor\"")).map(ApiDescription::json).toList()
                : List.of(json(body));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    private JsonSchema schema(JsonNode schema) {
        return schemas.computeIfAbsent(schema, it -> {
            ObjectNode withComponents = it.deepCopy();
            withComponents.set(COMPONENTS, document.get(COMPONENTS));
            return SCHEMAS.getSchema(withComponents,
                    SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
        });
    }
}
