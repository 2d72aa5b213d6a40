package io.wxsession.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

/** The alerts fire when they should, and lead to a page that says what to do. */
class MonitoringTest {

    private static final Path ALERT_TESTS = Path.of("src/test/resources/monitoring/alerts.test.yml");
    private static final Path MANUAL = Path.of("src/site/markdown");

    @TempDir
    Path directory;

    private static List<String> names() {
        return Monitoring.alerts().stream().map(alert -> alert.path("alert").asText()).toList();
    }

    @Test
    void alertsFireAndKeepSilentAsTheirTestsSay() throws IOException {
        assumeTrue(Prometheus.isInstalled(), "skipped: prometheus is not installed");
        Files.writeString(directory.resolve("wxsession.rules.yml"), Monitoring.ruleFile());
        Files.copy(ALERT_TESTS, directory.resolve("alerts.test.yml"));
        Prometheus.Said checked = Prometheus.tool(directory, "", "check", "rules", "wxsession.rules.yml");
        assertThat(checked.status()).as(checked.text()).isZero();
        Prometheus.Said tested = Prometheus.tool(directory, "", "test", "rules", "alerts.test.yml");
        assertThat(tested.status()).as(tested.text()).isZero();
    }

    @Test
    void eachAlertIsTestedWhereItFiresAndWhereItMustNot() throws IOException {
        String tests = Files.readString(ALERT_TESTS);
        assertThat(names()).isNotEmpty().doesNotHaveDuplicates().allSatisfy(name -> {
            List<String> outcomes = Pattern.compile("alertname: " + name + "\\n.*\\n +exp_alerts:(.*)").matcher(tests).results()
                    .map(test -> test.group(1).strip()).toList();
            assertThat(outcomes).contains("", "[]").isSubsetOf("", "[]");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "alerts.md", "zh/alerts.md" })
    void eachAlertLeadsToASectionThatSaysWhatToDo(String page) throws IOException {
        List<String> sections = Files.readAllLines(MANUAL.resolve(page)).stream().filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3)).toList();
        assertThat(sections).containsExactlyElementsOf(names());
        assertThat(Monitoring.alerts()).allSatisfy(alert -> {
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo("alerts.md#" + alert.path("alert").asText().toLowerCase(Locale.ROOT));
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "alerts.md", "zh/alerts.md" })
    void theManualNamesOnlyAlertsThatThereAre(String page) throws IOException {
        assertThat(Pattern.compile("Wxsession[A-Za-z]+").matcher(Files.readString(MANUAL.resolve(page))).results()
                .map(MatchResult::group)).isSubsetOf(names());
    }

    @Test
    void alertsAndDashboardAskForMetricsThatTheManualKnows() throws IOException {
        String manual = Files.readString(MANUAL.resolve("observability.md"));
        Set<String> known = Monitoring.metrics(manual);
        Stream<String> queries = Stream.concat(
                Monitoring.alerts().stream().map(alert -> alert.path("expr")).map(JsonNode::asText),
                Monitoring.panels().stream().flatMap(panel -> panel.queries().stream()));
        assertThat(queries.flatMap(query -> Monitoring.metrics(query).stream())).isNotEmpty()
                .allSatisfy(metric -> assertThat(known)
                        .contains(metric));
    }

    @Test
    void theDashboardShowsEachMetricOfTheManual() throws IOException {
        Set<String> known = Monitoring.metrics(Files.readString(MANUAL.resolve("observability.md")));
        assertThat(Monitoring.panels().stream().flatMap(panel -> panel.queries().stream())
                .flatMap(query -> Monitoring.metrics(query).stream())).containsAll(known);
    }
}
