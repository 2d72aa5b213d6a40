package io.wxsession.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/** nginx with the example configuration, moved to ports of this machine. */
final class Nginx implements AutoCloseable {

    private static final Path EXAMPLE = Path.of("docker/nginx/nginx.conf");

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isInstalled() {
        return binary().isPresent();
    }

    private static Optional<Path> binary() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Nginx start(int servicePort, int backEndPort) {
        try {
            int port = freePort();
            Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "nginx-");
            Path configuration = Files.writeString(home.resolve("nginx.conf"), Files.readString(EXAMPLE)
                    .replace("server wxsession:8080", "server 127.0.0.1:" + servicePort)
                    .replace("server backend:8080", "server 127.0.0.1:" + backEndPort)
                    .replace("listen 80;", "listen 127.0.0.1:" + port + ";")
                    .replace("http {",
                            "http {\n  client_body_temp_path " + home + "/body;\n  proxy_temp_path " + home + "/proxy;"
                                    + "\n  fastcgi_temp_path " + home + "/f;\n  uwsgi_temp_path " + home
                                    + "/u;\n  scgi_temp_path "
                                    + home + "/s;"));
            String user = System.getProperty("user.name").equals("root") ? "user root; " : "";
            Process process = new ProcessBuilder(binary().orElseThrow().toString(), "-e", home + "/error.log", "-p",
                    home.toString(), "-c", configuration.toString(), "-g",
                    user + "daemon off; pid " + home + "/nginx.pid;")
                    .inheritIO().start();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> accepts(port));
            return new Nginx(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !process.isAlive());
    }
}
