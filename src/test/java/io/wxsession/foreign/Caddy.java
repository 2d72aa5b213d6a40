package io.wxsession.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import io.wxsession.testing.Ports;

/** Caddy with the example configuration, moved to ports of this machine. */
final class Caddy extends ForeignServer {

    private static final Path EXAMPLE = Path.of("docker/caddy/Caddyfile");

    private Caddy(Process process, int port) {
        super(process, port);
    }

    static boolean isInstalled() {
        return program("caddy").isPresent();
    }

    static Caddy start(int servicePort, int backEndPort) {
        try {
            int port = Ports.free();
            Path home = newHome("caddy");
            Path configuration = Files.writeString(home.resolve("Caddyfile"), Files.readString(EXAMPLE)
                    .replace(":80 {", ":" + port + " {\n\tbind 127.0.0.1")
                    .replace("wxsession:8080", "127.0.0.1:" + servicePort)
                    .replace("backend:8080", "127.0.0.1:" + backEndPort));
            ProcessBuilder builder = new ProcessBuilder(program("caddy").orElseThrow(), "run", "--adapter", "caddyfile",
                    "--config", configuration.toString()).redirectErrorStream(true)
                    .redirectOutput(home.resolve("log").toFile());
            builder.environment().put("HOME", home.toString());
            Process process = builder.start();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> Ports.accepts(port));
            return new Caddy(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
