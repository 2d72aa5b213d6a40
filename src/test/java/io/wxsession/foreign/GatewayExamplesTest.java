package io.wxsession.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayExamplesTest {

    private static final List<String> HEADERS = List.of("User", "App", "Session", "Account", "Openid", "Unionid", "Assertion");

    @ParameterizedTest
    @CsvSource({ "nginx/nginx.conf, proxy_set_header X-Wxs-%s \"\";, proxy_set_header X-Wxs-%s $wxs_",
            "traefik/dynamic.yml, X-Wxs-%s: \"\", - X-Wxs-%s", "envoy/envoy.yaml, - remove: x-wxs-%s, - exact: x-wxs-%s" })
    void everyHeaderIsForgottenBeforeTheQuestionAndTakenFromTheAnswer(String file, String forgotten, String taken)
            throws IOException {
        String example = Files.readString(Path.of("docker", file));
        for (String header : HEADERS) {
            String name = file.startsWith("envoy") ? header.toLowerCase() : header;
            assertThat(example).contains(forgotten.formatted(name)).contains(taken.formatted(name));
        }
    }

    @Test
    void whatThePhoneSaysIsForgottenBeforeTheQuestionIsAsked() throws IOException {
        assertThat(Files.readString(Path.of("docker/traefik/dynamic.yml")))
                .contains("middlewares: [forget-claims, ask-wxsession]");
        String envoy = Files.readString(Path.of("docker/envoy/envoy.yaml"));
        int forgetting = envoy.indexOf("early_header_mutation_extensions:");
        assertThat(forgetting).isPositive().isLessThan(envoy.indexOf("http_filters:"));
        assertThat(envoy.substring(forgetting, envoy.indexOf("route_config:"))).contains("- remove: x-wxs-user",
                "- remove: x-wxs-assertion");
        assertThat(envoy.substring(envoy.indexOf("http_filters:"))).doesNotContain("- remove:");
    }

    @ParameterizedTest
    @ValueSource(strings = { "nginx/nginx.conf", "caddy/Caddyfile", "traefik/dynamic.yml", "envoy/envoy.yaml",
            "spring-cloud-gateway/src/main/java/gateway/Gateway.java" })
    void onlyThePublicPathsAndTheBackEndHaveRoutes(String file) throws IOException {
        String example = Files.readString(Path.of("docker", file)).replaceAll("(?m)^\\s*(#|/?\\*).*$", "");
        assertThat(example).contains("/v1/", "/wechat/events/", "/api/", "wxsession", "backend")
                .doesNotContain("/internal").doesNotContain("/oauth2").doesNotContain("9000");
    }
}
