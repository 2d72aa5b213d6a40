package io.wxsession.testing;

import static io.restassured.RestAssured.given;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What Prometheus reads from the service at one moment. */
public final class MetricsPage {

    private final List<String> lines;

    private MetricsPage(List<String> lines) {
        this.lines = lines;
    }

    /** Reads the page from the management port. */
    public static MetricsPage read() {
        return readAt(Integer.getInteger(TestEnvironment.MANAGEMENT));
    }

    /** Reads the page of the service with that management port. */
    public static MetricsPage readAt(int managementPort) {
        return new MetricsPage(given().get("http://127.0.0.1:" + managementPort + "/q/metrics")
                .then().statusCode(200).extract().asString().lines().toList());
    }

    /** The sum of all time series of that name that have all these labels, each written {@code name="value"}; 0 without one. */
    public double sum(String name, String... labels) {
        return series(name, labels).mapToDouble(MetricsPage::value).sum();
    }

    /** How many time series of that name have all these labels, each written {@code name="value"}. */
    public long count(String name, String... labels) {
        return series(name, labels).count();
    }

    private Stream<String> series(String name, String... labels) {
        return lines.stream().filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains));
    }

    /** While traces are on, the trace that a value came from follows it. */
    private static double value(String line) {
        String withoutExemplar = line.split(" # ", 2)[0];
        return Double.parseDouble(withoutExemplar.substring(withoutExemplar.lastIndexOf(' ') + 1));
    }

    /** Whether there is a time series of that name. */
    public boolean has(String name) {
        return count(name) > 0;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
