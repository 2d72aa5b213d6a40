package io.wxsession.foreign;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.wxsession.testing.Ports;

/** A Prometheus that reads the metrics of one service every second, and its tool that checks rules and metrics. */
final class Prometheus extends ForeignServer {

    private static final String SCRAPES = """
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
            scrape_configs:
              - job_name: wxsession-management
                metrics_path: /q/metrics
                static_configs:
                  - targets: ['127.0.0.1:%d']
            """;

    private Prometheus(Process process, int port) {
        super(process, port);
    }

    static boolean isInstalled() {
        return program("prometheus").isPresent() && program("promtool").isPresent();
    }

    static Prometheus scraping(int managementPort) {
        try {
            int port = Ports.free();
            Path home = newHome("prometheus");
            Path configuration = Files.writeString(home.resolve("prometheus.yml"), SCRAPES.formatted(managementPort));
            Process process = new ProcessBuilder(program("prometheus").orElseThrow(), "--config.file=" + configuration,
                    "--storage.tsdb.path=" + home.resolve("data"), "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true).redirectOutput(home.resolve("log").toFile()).start();
            Prometheus prometheus = new Prometheus(process, port);
            Awaitility.await().atMost(30, TimeUnit.SECONDS).ignoreExceptions()
                    .until(() -> given().port(port).get("/-/ready").statusCode() == 200);
            return prometheus;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The time series that a query gives now; fails if it is no query. */
    JsonNode query(String query) {
        String response = given().port(port()).formParam("query", query).post("/api/v1/query").then().statusCode(200).extract()
                .asString();
        try {
            return new ObjectMapper().readTree(response).at("/data/result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs promtool in a directory, and gives its exit status and what it said. */
    static Said tool(Path directory, String input, String... arguments) {
        try {
            Path in = Files.writeString(Files.createTempFile(directory, "input-", ""), input);
            Process tool = new ProcessBuilder(Stream.concat(program("promtool").stream(), Stream.of(arguments)).toList())
                    .directory(directory.toFile()).redirectErrorStream(true).redirectInput(in.toFile()).start();
            try (InputStream out = tool.getInputStream()) {
                String text = new String(out.readAllBytes());
                return new Said(tool.onExit().join().exitValue(), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The end of a tool.
     *
     * @param status its exit status
     * @param text what it printed
     */
    record Said(int status, String text) {

        /** The lines that are not empty. */
        List<String> lines() {
            return text.lines().filter(line -> !line.isBlank()).toList();
        }
    }
}
