package io.wxsession.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.restassured.RestAssured;

/** One connection to the service that sends whatever it is told, as no well-behaved client would. */
public final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** A new connection to the service under test. */
    public static RawConnection open() {
        return open(RestAssured.port);
    }

    private static RawConnection open(int port) {
        try {
            return new RawConnection(new Socket("127.0.0.1", port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of the answer to a request without a body, on a connection of its own. */
    public static int status(String method, String path, Map<String, String> headers) {
        return status(RestAssured.port, method, path, headers);
    }

    /** The same, from whatever listens on that port. */
    public static int status(int port, String method, String path, Map<String, String> headers) {
        try (RawConnection connection = open(port)) {
            return connection.send(method, path, headers, "");
        }
    }

    /** Sends a request and gives the status of its answer. */
    public int send(String method, String path, Map<String, String> headers, String body) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + body.length() + "\r\n");
        headers.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        try {
            socket.getOutputStream().write((request + "\r\n" + body).getBytes(ISO_8859_1));
            String head = head();
            Matcher length = LENGTH.matcher(head);
            if (length.find() && !method.equals("HEAD")) {
                in.readNBytes(Integer.parseInt(length.group(1)));
            }
            return Integer.parseInt(head.substring(9, 12));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended after: " + head);
            }
            head.write(next);
        }
        return head.toString(ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
