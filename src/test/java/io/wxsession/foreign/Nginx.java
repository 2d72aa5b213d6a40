package io.wxsession.foreign;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import io.wxsession.testing.Ports;

/** nginx with the example configuration, moved to ports of this machine. */
final class Nginx extends ForeignServer {

    private static final Path EXAMPLE = Path.of("docker/nginx/nginx.conf");

    private final Path configuration;

    private Nginx(Process process, Path configuration, int port) {
        super(process, port);
        this.configuration = configuration;
    }

    static boolean isInstalled() {
        return program("nginx").isPresent();
    }

    static Nginx start(int servicePort, int backEndPort) {
        return start(read(EXAMPLE).replace("server wxsession:8080", "server 127.0.0.1:" + servicePort)
                .replace("server backend:8080", "server 127.0.0.1:" + backEndPort));
    }

    /** Passes everything on to replicas on those ports in turn, and keeps the connections to them. */
    static Nginx balancing(List<Integer> ports) {
        return start(balancer(ports));
    }

    private static String balancer(List<Integer> ports) {
        String replicas = ports.stream().map(port -> "server 127.0.0.1:" + port + ";").collect(joining(" "));
        return """
                events {}
                http {
                  access_log off;
                  upstream replicas { %s keepalive 16; }
                  server {
                    listen 80;
                    location / {
                      proxy_pass http://replicas;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                    }
                  }
                }
                """.formatted(replicas);
    }

    private static Nginx start(String example) {
        try {
            int port = Ports.free();
            Path home = newHome("nginx");
            Path configuration = Files.writeString(home.resolve("nginx.conf"), local(example, home, port));
            String user = System.getProperty("user.name").equals("root") ? "user root; " : "";
            Process process = new ProcessBuilder(program("nginx").orElseThrow(), "-e", home + "/error.log", "-p",
                    home.toString(), "-c", configuration.toString(), "-g",
                    user + "daemon off; pid " + home + "/nginx.pid;")
                    .inheritIO().start();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> Ports.accepts(port));
            return new Nginx(process, configuration, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String local(String example, Path home, int port) {
        return example.replace("listen 80;", "listen 127.0.0.1:" + port + ";")
                .replace("http {",
                        "http {\n  client_body_temp_path " + home + "/body;\n  proxy_temp_path " + home + "/proxy;"
                                + "\n  fastcgi_temp_path " + home + "/f;\n  uwsgi_temp_path " + home
                                + "/u;\n  scgi_temp_path " + home + "/s;");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Balances between those replicas from now on; what is under way goes on where it is. */
    void balance(List<Integer> ports) {
        Set<Long> before = workers();
        try {
            Files.writeString(configuration, local(balancer(ports), configuration.getParent(), port()));
            new ProcessBuilder("kill", "-HUP", Long.toString(process().pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> Collections.disjoint(workers(), before));
    }

    private Set<Long> workers() {
        return process().descendants().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).collect(toSet());
    }
}
