package io.wxsession.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/** The packaged artifact, jar or native, run as an operator runs it. */
public final class PackagedService implements AutoCloseable {

    private static final long STARTED_WITHIN_SECONDS = 60;

    private final Process process;
    private final Path output;
    private final int port;
    private final int managementPort;

    private PackagedService(Process process, Path output, int port, int managementPort) {
        this.process = process;
        this.output = output;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts it with those settings and nothing else. */
    public static PackagedService start(Map<String, String> settings) {
        return start(settings, List.of());
    }

    /** Starts it with those settings and options of the virtual machine, such as {@code -Xmx64m}. */
    public static PackagedService start(Map<String, String> settings, List<String> options) {
        return start(settings, options, Map.of(), Ports.free());
    }

    /** Starts it with those settings and additions to its environment. */
    public static PackagedService start(Map<String, String> settings, Map<String, String> environment) {
        return start(settings, List.of(), environment, Ports.free());
    }

    /** Starts it with those settings and that port for its management. */
    public static PackagedService start(Map<String, String> settings, int managementPort) {
        return start(settings, List.of(), Map.of(), managementPort);
    }

    private static PackagedService start(Map<String, String> settings, List<String> options,
            Map<String, String> environment, int managementPort) {
        try {
            int port = Ports.free();
            Map<String, String> all = new HashMap<>(settings);
            // No gateway has to learn that it ends.
            all.putIfAbsent("quarkus.shutdown.delay", "0S");
            all.put("quarkus.http.host", "127.0.0.1");
            all.put("quarkus.http.port", Integer.toString(port));
            all.put("quarkus.management.host", "127.0.0.1");
            all.put("quarkus.management.port", Integer.toString(managementPort));
            Path output = Files.createTempFile(Files.createDirectories(Path.of("target")), "packaged-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command(all, options)).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            return new PackagedService(process, output, port, managementPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Map<String, String> settings, List<String> machine) throws IOException {
        Properties artifact = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("target/quarkus-artifact.properties"))) {
            artifact.load(in);
        }
        String path = Path.of("target", artifact.getProperty("path")).toAbsolutePath().toString();
        List<String> options = new ArrayList<>(machine);
        settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
        List<String> command = new ArrayList<>();
        if (artifact.getProperty("type").equals("native")) {
            command.add(path);
            command.addAll(options);
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            Stream.of(System.getProperty("quarkus.test.arg-line", "").split(" ")).filter(option -> !option.isBlank())
                    .forEach(command::add);
            command.addAll(options);
            command.addAll(List.of("-jar", path));
        }
        return command;
    }

    /** Waits until it serves. */
    public PackagedService awaitStarted() {
        Awaitility.await().atMost(STARTED_WITHIN_SECONDS, TimeUnit.SECONDS)
                .until(() -> output().contains("Listening on") || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException(output());
        }
        return this;
    }

    /** Waits until it has ended by itself and gives its exit status. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(STARTED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything it has said so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it serves. */
    public int port() {
        return port;
    }

    /** Where health and metrics are. */
    public int managementPort() {
        return managementPort;
    }

    /** Asks it to end, as Kubernetes does. */
    public int terminate() {
        beginEnd();
        return awaitEnd();
    }

    /** Asks it to end, and does not wait until it has. */
    public void beginEnd() {
        process.destroy();
    }

    /** Ends it at once, in the middle of whatever it does. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }
}
