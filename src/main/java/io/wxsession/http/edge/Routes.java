package io.wxsession.http.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Singleton;

/**
 * The routes of the service: the path templates, and the methods of each. They are read from a file of the class path, so that
 * production needs no OpenAPI document. A test compares the two.
 */
@Singleton
public class Routes {

    /** Where gateways ask. They append the path of the original request. */
    public static final String FORWARD_AUTHENTICATION = "/auth/verify";

    /** On each line a path template and its methods. */
    private static final String LIST = "/routes.txt";

    /** The methods of each path template. */
    private final Map<String, Set<String>> methods = new LinkedHashMap<>();

    Routes() {
        try (InputStream list = Routes.class.getResourceAsStream(LIST)) {
            new String(list.readAllBytes(), UTF_8).lines().map(line -> List.of(line.split(" ")))
                    .forEach(words -> methods.put(words.get(0), allowed(words.subList(1, words.size()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where GET is allowed, HEAD is, too (RFC 9110 §9.3.2). */
    private static Set<String> allowed(List<String> methods) {
        Set<String> allowed = new TreeSet<>(methods);
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return allowed;
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
