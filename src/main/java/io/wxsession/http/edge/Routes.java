package io.wxsession.http.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** The routes of the service, as the build describes them in the OpenAPI document. */
@Singleton
public class Routes {

    /** Where gateways ask. They append the path of the original request. */
    public static final String FORWARD_AUTHENTICATION = "/auth/verify";

    private static final String DOCUMENT = "META-INF/quarkus-generated-openapi-doc.JSON";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    /** The methods of each path template. */
    private final Map<String, Set<String>> methods;

    Routes() {
        try (InputStream document = Thread.currentThread().getContextClassLoader().getResourceAsStream(DOCUMENT);
                JsonParser json = new JsonFactory().createParser(document)) {
            methods = read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Set<String>> read(JsonParser json) throws IOException {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean paths = json.currentName().equals("paths");
            json.nextToken();
            while (paths && json.nextToken() == JsonToken.FIELD_NAME) {
                String template = json.currentName();
                json.nextToken();
                methods.put(template, methods(json));
            }
            json.skipChildren();
        }
        return methods;
    }

    /** The methods of a path. Where GET is allowed, HEAD is, too (RFC 9110 §9.3.2). */
    private static Set<String> methods(JsonParser json) throws IOException {
        Set<String> methods = new TreeSet<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            if (METHODS.contains(json.currentName())) {
                methods.add(json.currentName().toUpperCase(Locale.ROOT));
            }
            json.nextToken();
            json.skipChildren();
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    /**
     * The template that a path matches. A template matches itself. To that of forward authentication, gateways append the path of
     * the original request.
     */
    public Optional<String> template(String path) {
        if (path.startsWith(FORWARD_AUTHENTICATION + "/")) {
            return Optional.of(FORWARD_AUTHENTICATION);
        }
        if (methods.containsKey(path)) {
            return Optional.of(path);
        }
        String[] segments = path.split("/", -1);
        return methods.keySet().stream().filter(template -> matches(template.split("/", -1), segments)).findFirst();
    }

    /** The methods that are allowed for a path; none if no route matches it. */
    Set<String> methods(String path) {
        return template(path).map(methods::get).orElse(Set.of());
    }

    private static boolean matches(String[] template, String[] segments) {
        if (template.length != segments.length) {
            return false;
        }
        for (int i = 0; i < template.length; i++) {
            boolean same = template[i].startsWith("{") ? !segments[i].isEmpty() : template[i].equals(segments[i]);
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
