package io.wxsession.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** The alerts and the dashboard that the project ships. */
final class Monitoring {

    private static final Path DIRECTORY = Path.of("src/main/kubernetes/monitoring");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern METRIC = Pattern.compile("wxsession_[a-z_]+");

    private Monitoring() {
    }

    private static JsonNode read(String file) {
        try {
            return YAML.readTree(DIRECTORY.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** The file of rules for a Prometheus that is not run by the operator. */
    static String ruleFile() {
        try {
            return YAML.writeValueAsString(read("alerts.yml").path("spec"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> alerts() {
        return elements(read("alerts.yml").at("/spec/groups")).flatMap(group -> elements(group.path("rules"))).toList();
    }

    /** What an alert asks of Prometheus. */
    static String expression(String alert) {
        return alerts().stream().filter(it -> it.path("alert").asText().equals(alert)).map(it -> it.path("expr").asText())
                .findFirst().orElseThrow();
    }

    static List<Panel> panels() {
        return elements(read("dashboard.json").path("panels")).filter(panel -> !panel.path("type").asText().equals("row"))
                .map(panel -> new Panel(panel.path("title").asText(), elements(panel.path("targets"))
                        .map(target -> target.path("expr").asText()).toList()))
                .toList();
    }

    /** The metrics of this service that a query asks for, without the suffixes of a histogram. */
    static Set<String> metrics(String query) {
        return METRIC.matcher(query).results().map(MatchResult::group)
                .map(metric -> metric.replaceFirst("_(count|sum|bucket)$", "")).collect(Collectors.toSet());
    }

    /**
     * A picture on the dashboard.
     *
     * @param title its title
     * @param queries what it asks of Prometheus
     */
    record Panel(String title, List<String> queries) {
    }
}
