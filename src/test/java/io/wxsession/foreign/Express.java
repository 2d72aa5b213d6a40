package io.wxsession.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import io.wxsession.testing.Ports;

/** The example of a back end in Express. */
final class Express extends ForeignServer {

    private static final Path EXAMPLES = Path.of("src/site/resources/back-ends/express");
    private static final Path MODULES = Path.of("src/test/node/node_modules");

    private Express(Process process, int port) {
        super(process, port);
    }

    static boolean isInstalled() {
        return Files.isDirectory(MODULES.resolve("express"));
    }

    static Express start(String example, Map<String, String> environment) {
        try {
            int port = Ports.free();
            Path home = newHome("express");
            Files.createSymbolicLink(home.resolve("node_modules"), MODULES.toAbsolutePath());
            Files.copy(EXAMPLES.resolve(example), home.resolve(example));
            ProcessBuilder builder = new ProcessBuilder("node", example).directory(home.toFile()).redirectErrorStream(true)
                    .redirectOutput(home.resolve("log").toFile());
            builder.environment().putAll(environment);
            builder.environment().putAll(Map.of("HOST", "127.0.0.1", "PORT", Integer.toString(port)));
            Process process = builder.start();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> Ports.accepts(port));
            return new Express(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
