package io.wxsession.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wxsession.testing.ApiDescription;

/** The list of routes that is packaged says what the description of the API says. */
class RoutesTest {

    private static final Path KEPT = Path.of("src/main/resources/routes.txt");
    private static final Path CURRENT = Path.of("target/routes.txt");

    private final Routes routes = new Routes();

    /** If the description has changed: cp target/routes.txt src/main/resources/ */
    @Test
    void theListHasEachRouteOfTheDescription() throws IOException {
        Map<String, String> described = new TreeMap<>();
        for (String operation : ApiDescription.KEPT.operations()) {
            String[] words = operation.split(" ");
            described.merge(words[1], words[0], (some, another) -> some + ' ' + another);
        }
        List<String> lines = described.entrySet().stream().map(route -> route.getKey() + ' ' + route.getValue()).toList();
        Files.write(CURRENT, lines);
        assertThat(Files.readAllLines(KEPT)).as("the API has changed; cp %s %s", CURRENT, KEPT).isEqualTo(lines);
    }

    @ParameterizedTest
    @CsvSource({ "/v1/sessions, /v1/sessions", "/v1/sessions/current, /v1/sessions/current",
            "/v1/sessions/h_1, /v1/sessions/{handle}", "/v1/sessions/{handle}, /v1/sessions/{handle}",
            "/internal/v1/users/export, /internal/v1/users/export", "/internal/v1/users/u_1/ban, /internal/v1/users/{id}/ban",
            "/internal/v1/sessions/h_1/attributes/a, /internal/v1/sessions/{handle}/attributes/{name}",
            "/auth/verify, /auth/verify", "/auth/verify/api/orders, /auth/verify" })
    void aPathHasTheTemplateOfItsRoute(String path, String template) {
        assertThat(routes.template(path)).contains(template);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/", "/nowhere", "/v1/sessions/", "/v1/sessions/h_1/more", "/auth/verifying" })
    void whatMatchesNoRouteHasNoTemplateAndNoMethod(String path) {
        assertThat(routes.template(path)).isEmpty();
        assertThat(routes.methods(path)).isEmpty();
    }

    @Test
    void whereGetIsAllowedHeadIsToo() {
        assertThat(routes.methods("/v1/sessions/current")).containsExactly("DELETE", "GET", "HEAD");
        assertThat(routes.methods("/v1/sessions/h_1")).containsExactly("DELETE");
    }
}
