package io.wxsession.foreign;

import static io.restassured.RestAssured.given;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.wxsession.testing.Ports;

/** A Prometheus that reads the metrics of one service every second, and its tool that checks rules and metrics. */
final class Prometheus implements AutoCloseable {

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

    private final Process process;
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isInstalled() {
        return binary("prometheus").isPresent() && binary("promtool").isPresent();
    }

    private static Optional<String> binary(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable).map(Path::toString).findFirst();
    }

    static Prometheus scraping(int managementPort) {
        try {
            int port = Ports.free();
            Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "prometheus-");
            Path configuration = Files.writeString(home.resolve("prometheus.yml"), SCRAPES.formatted(managementPort));
            Process process = new ProcessBuilder(binary("prometheus").orElseThrow(), "--config.file=" + configuration,
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
        String response = given().port(port).formParam("query", query).post("/api/v1/query").then().statusCode(200).extract()
                .asString();
        try {
            return new ObjectMapper().readTree(response).at("/data/result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /** Runs promtool in a directory, and gives its exit status and what it said. */
    static Said tool(Path directory, String input, String... arguments) {
        try {
            Path in = Files.writeString(Files.createTempFile(directory, "input-", ""), input);
            Process tool = new ProcessBuilder(Stream.concat(binary("promtool").stream(), Stream.of(arguments)).toList())
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
