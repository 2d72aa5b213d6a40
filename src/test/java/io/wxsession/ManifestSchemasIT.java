package io.wxsession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the build generates for Kubernetes, against the schemas of Kubernetes and of the custom resources, by Node. */
class ManifestSchemasIT {

    private static final Path DIRECTORY = Path.of("target/kubernetes");
    private static final Path OVERLAYS = Path.of("target/kubernetes-overlays");
    private static final Path SCHEMAS = Path.of("src/test/node");

    private record Validation(int status, String output, String errors) {
    }

    @BeforeAll
    static void theSchemasAreInstalled() {
        assumeTrue(Files.isDirectory(SCHEMAS.resolve("node_modules/kubernetes-models")),
                "skipped: the schemas of Kubernetes are not installed, run 'npm ci' in " + SCHEMAS);
    }

    private static Validation validate(Path manifests) throws IOException, InterruptedException {
        File errors = Files.createTempFile(Path.of("target"), "node-", ".log").toFile();
        Process process = new ProcessBuilder("node", SCHEMAS.resolve("validate-manifests.mjs").toString(),
                manifests.toString()).redirectError(errors).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Validation(process.waitFor(), output, Assertions.contentOf(errors));
    }

    @Test
    void eachManifestHasTheFieldsOfItsSchemaAndNoOthers() throws Exception {
        for (Path manifests : List.of(DIRECTORY, OVERLAYS)) {
            Validation validation = validate(manifests);
            assertThat(validation.output()).as(validation::errors).matches("[1-9]\\d* manifests checked\\R");
            assertThat(validation.status()).isZero();
        }
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            kubernetes.yml                       | minReplicas: 2       | minReplicas: two     | HorizontalPodAutoscaler wxsession: /spec/minReplicas must be integer
            kubernetes.yml                       | maxReplicas: 10      | maxReplicaz: 10      | HorizontalPodAutoscaler wxsession: /spec must have required property maxReplicas
            kubernetes.yml                       | replicas: 2          | replicaz: 2          | Deployment wxsession: /spec/replicaz is unknown
            kubernetes.yml                       | kind: ServiceMonitor | kind: ServiceMonitr  | ServiceMonitr wxsession: no schema knows it in monitoring.coreos.com/v1
            gateways/traefik.yml                 | kind: Rule           | kind: Role           | IngressRoute wxsession: /spec/routes/0/kind must be equal to one of the allowed values
            gateways/gateway-api.yml             | failOpen: false      | failsOpen: false     | SecurityPolicy backend: /spec/extAuth/failsOpen is unknown
            monitoring/alerts.yml                | for: 2m              | for: 2 minutes       | PrometheusRule wxsession: /spec/groups/0/rules/0/for must match pattern
            secrets.example.yml                  | stringData           | data                 | Secret wxsession-signing-keys: /data/key-1.pem must match format "byte"
            ../kubernetes-overlays/cluster/kustomization.yaml  | value: cluster       | value: on            | Deployment wxsession: /spec/template/spec/containers/0/env/1/value must be string
            ../kubernetes-overlays/sentinel/kustomization.yaml | value: mymaster      | valeu: mymaster      | Deployment wxsession: /spec/template/spec/containers/0/env/2/valeu is unknown
            """)
    void aMistakeIsNamed(String file, String text, String mistake, String complaint, @TempDir Path directory)
            throws Exception {
        String manifest = Files.readString(DIRECTORY.resolve(file));
        assertThat(manifest).contains(text);
        Path mistaken = Files.writeString(directory.resolve(Path.of(file).getFileName()), manifest.replace(text, mistake));
        Validation validation = validate(directory);
        assertThat(validation.output()).as(validation::errors).contains(mistaken + ": " + complaint);
        assertThat(validation.status()).isEqualTo(1);
    }
}
