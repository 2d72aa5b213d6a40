package io.wxsession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** What the build generates for Kubernetes. */
class ManifestsIT {

    private static final Path DIRECTORY = Path.of("target/kubernetes");
    private static final Path OVERLAYS = Path.of("target/kubernetes-overlays");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final List<JsonNode> manifests = documents(DIRECTORY.resolve("kubernetes.yml"));
    private final JsonNode deployment = manifest("Deployment", "wxsession");
    private final JsonNode pod = deployment.at("/spec/template/spec");
    private final JsonNode container = pod.at("/containers/0");

    private static List<JsonNode> documents(Path file) {
        try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            return new ArrayList<>(documents.readAll());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private JsonNode manifest(String kind, String name) {
        return manifests.stream().filter(it -> it.path("kind").asText().equals(kind))
                .filter(it -> it.at("/metadata/name").asText().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    private static List<String> texts(JsonNode list, String pointer) {
        return StreamSupport.stream(list.spliterator(), false).map(it -> it.at(pointer).asText()).toList();
    }

    @Test
    void allThatARunningServiceNeedsIsThere() {
        assertThat(manifests).extracting(it -> it.path("kind").asText()).containsExactlyInAnyOrder("Deployment", "Service",
                "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget", "NetworkPolicy", "ServiceMonitor");
    }

    @Test
    void theProcessHasNoRightsThatItDoesNotNeed() {
        assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(texts(container.at("/securityContext/capabilities/drop"), "")).containsExactly("ALL");
        assertThat(texts(container.at("/volumeMounts"), "/mountPath")).contains("/tmp");
    }

    @Test
    void threeProbesAskTheManagementPort() {
        Map<String, String> probes = Map.of("startupProbe", "started", "readinessProbe", "ready", "livenessProbe", "live");
        probes.forEach((probe, path) -> {
            assertThat(container.at("/" + probe + "/httpGet/path").asText()).isEqualTo("/q/health/" + path);
            assertThat(container.at("/" + probe + "/httpGet/port").asInt()).isEqualTo(9000);
        });
    }

    @Test
    void anUpdateTakesNoReplicaAwayBeforeAnotherIsReadyAndLetsRequestsEnd() {
        assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
        assertThat(deployment.at("/spec/replicas").asInt()).isGreaterThan(1);
        assertThat(pod.at("/terminationGracePeriodSeconds").asInt()).as("longer than delay and timeout of the shutdown")
                .isGreaterThan(20);
        assertThat(texts(pod.at("/topologySpreadConstraints"), "/topologyKey")).contains("topology.kubernetes.io/zone");
    }

    @Test
    void aDeploymentSelectsByWhatNeverChanges() {
        assertThat(deployment.at("/spec/selector/matchLabels").properties().stream().map(Map.Entry::getKey))
                .containsExactly("app.kubernetes.io/name");
    }

    @Test
    void memoryIsLimitedAndWhatIsNeededIsRequested() {
        assertThat(container.at("/resources/limits/memory").asText()).isEqualTo("256Mi");
        assertThat(container.at("/resources/requests/memory").asText()).isEqualTo("128Mi");
        assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
    }

    @Test
    void secretsAreMountedOrReadAndNeverStandInAManifest() throws IOException {
        assertThat(texts(pod.at("/volumes"), "/secret/secretName")).contains("wxsession-signing-keys",
                "wxsession-sealing-keys", "wxsession-apps");
        assertThat(texts(container.at("/envFrom"), "/secretRef/name")).containsExactly("wxsession-settings");
        assertThat(texts(container.at("/env"), "/name")).doesNotContain("WXSESSION_SEALING_KEYS")
                .noneMatch(name -> name.endsWith("SECRET") || name.endsWith("PASSWORD"));
        for (JsonNode volume : pod.at("/volumes")) {
            if (volume.has("secret")) {
                assertThat(volume.at("/secret/defaultMode").asInt()).as("readable for who is not root").isEqualTo(0444);
            }
        }
        assertThat(Files.readString(DIRECTORY.resolve("kubernetes.yml"))).doesNotContain("kind: Secret");
    }

    /** Each setting in the manifests is one that the service knows: a misspelt variable would be ignored. */
    @Test
    void everyEnvironmentVariableIsASettingOfTheService() {
        assertThat(texts(container.at("/env"), "/name")).containsExactlyInAnyOrder("QUARKUS_REDIS_HOSTS", "QUARKUS_HTTP_HOST",
                "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "WXSESSION_APPS_DIR", "WXSESSION_TOKEN_KEYS_DIR",
                "WXSESSION_SEALING_KEYS_DIR");
    }

    @Test
    void phonesAndGatewaysDoNotReachTheManagementPort() {
        assertThat(texts(manifest("Service", "wxsession").at("/spec/ports"), "/port")).containsExactly("8080");
        assertThat(texts(manifest("Service", "wxsession-management").at("/spec/ports"), "/port")).containsExactly("9000");
        JsonNode policy = manifest("NetworkPolicy", "wxsession").at("/spec");
        assertThat(texts(policy.at("/policyTypes"), "")).containsExactlyInAnyOrder("Ingress", "Egress");
        Map<String, String> sources = new TreeMap<>();
        policy.at("/ingress").forEach(rule -> sources.put(rule.at("/ports/0/port").asText(),
                rule.at("/from/0/podSelector/matchLabels").toString()));
        assertThat(sources).containsOnlyKeys("8080", "9000").hasEntrySatisfying("9000",
                labels -> assertThat(labels).contains("prometheus"));
        assertThat(policy.at("/egress").findValuesAsText("port")).containsExactlyInAnyOrder("53", "53", "6379", "26379", "443");
    }

    @Test
    void prometheusFindsTheManagementService() {
        JsonNode monitor = manifest("ServiceMonitor", "wxsession").at("/spec");
        JsonNode service = manifest("Service", "wxsession-management");
        monitor.at("/selector/matchLabels").properties().forEach(label -> assertThat(service.at("/metadata/labels")
                .path(label.getKey()).asText()).isEqualTo(label.getValue().asText()));
        assertThat(monitor.at("/endpoints/0/port").asText()).isEqualTo(service.at("/spec/ports/0/name").asText());
        assertThat(monitor.at("/endpoints/0/path").asText()).isEqualTo("/q/metrics");
    }

    @Test
    void replicasComeWithTheLoadAndOneAtMostIsDisrupted() {
        JsonNode scaler = manifest("HorizontalPodAutoscaler", "wxsession").at("/spec");
        assertThat(scaler.at("/scaleTargetRef/name").asText()).isEqualTo("wxsession");
        assertThat(scaler.at("/minReplicas").asInt()).isGreaterThan(1);
        assertThat(manifest("PodDisruptionBudget", "wxsession").at("/spec/maxUnavailable").asInt()).isEqualTo(1);
    }

    @Test
    void everyFileIsReadableAndEveryOverlayChangesTheDeploymentOfTheBase() throws IOException {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            List<Path> all = files.filter(file -> file.toString().matches(".*\\.ya?ml")).toList();
            assertThat(all).map(file -> DIRECTORY.relativize(file).toString()).contains("kustomization.yaml",
                    "gateways/traefik.yml", "gateways/gateway-api.yml", "secrets.example.yml");
            all.forEach(file -> assertThat(documents(file)).isNotEmpty());
        }
        for (String overlay : List.of("sentinel", "cluster")) {
            Path directory = OVERLAYS.resolve(overlay);
            JsonNode kustomization = documents(directory.resolve("kustomization.yaml")).get(0);
            String base = kustomization.at("/resources/0").asText();
            assertThat(directory.resolve(base).normalize()).isEqualTo(DIRECTORY);
            assertThat(directory.startsWith(DIRECTORY)).as("kustomize refuses an overlay inside its base").isFalse();
            JsonNode patch = YAML.readTree(kustomization.at("/patches/0/patch").asText());
            assertThat(patch.at("/metadata/name").asText()).isEqualTo(deployment.at("/metadata/name").asText());
            assertThat(patch.at("/spec/template/spec/containers/0/name").asText()).isEqualTo(container.path("name").asText());
            assertThat(patch.findValuesAsText("value")).contains(overlay);
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
    }

    /** Not all machines have kubectl, so without it this says nothing. */
    @Test
    void kustomizeRendersBaseOverlaysAndMonitoringWhereKubectlIsInstalled() throws Exception {
        if (isInstalled("kubectl")) {
            for (Path directory : List.of(DIRECTORY, OVERLAYS.resolve("sentinel"), OVERLAYS.resolve("cluster"),
                    DIRECTORY.resolve("monitoring"))) {
                Process kustomize = new ProcessBuilder("kubectl", "kustomize", directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
                String rendered = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(kustomize.waitFor()).as(directory.toString()).isZero();
                assertThat(rendered).contains("wxsession").doesNotContain("replicas: ");
            }
        }
    }
}
