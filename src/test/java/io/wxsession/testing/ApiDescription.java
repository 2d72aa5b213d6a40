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
        if (response.statusCode() != HEADERS_TOO_LARGE) {
            operationOf(request).ifPresent(operation -> check(operation, response));
        }
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
        return uri.getPort() != RestAssured.port ? Optional.empty()
                : paths.stream().filter(path -> pattern(path).matcher(uri.getPath()).matches()).findFirst()
                        .map(path -> request.getMethod() + ' ' + path).filter(operations()::contains);
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    private void check(String request, Response response) {
        String[] words = request.split(" ");
        JsonNode operation = document.get("paths").get(words[1]).get(words[0].toLowerCase(Locale.ROOT));
        int status = response.statusCode();
        if (status == OF_ANY_OPERATION || words[1].startsWith(WAFER) && status != 200) {
            return;
        }
        JsonNode described = resolved(operation.get("responses").path(Integer.toString(status)));
        assertThat(described.isMissingNode()).as("%s: status %s is not described", request, status).isFalse();
        JsonNode content = described.path("content");
        if (content.isEmpty() || !content.elements().next().has("schema")) {
            assertThat(response.asString()).as("%s: %s has no body", request, status).isEmpty();
            return;
        }
        String mediaType = String.valueOf(response.contentType()).split(";")[0];
        assertThat(content.has(mediaType)).as("%s: media type %s of %s is described", request, mediaType, status).isTrue();
        JsonNode schema = content.get(mediaType).get("schema");
        if (mediaType.endsWith("json")) {
            bodies(mediaType, response.asString()).forEach(body -> assertThat(schema(schema).validate(body))
                    .as("%s: %s does not have the schema of %s:\n%s", request, body, status, schema).isEmpty());
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

    private JsonNode resolved(JsonNode node) {
        return node.has(REF) ? document.at(node.get(REF).asText().substring(1)) : node;
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
