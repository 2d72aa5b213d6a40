package io.wxsession.testing.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** One blocking connection to a Redis on this machine. It gives up early on a process that is frozen. */
public final class RedisWire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 2000;

    private final Socket socket = new Socket();
    private final InputStream in;

    RedisWire(int port) {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command: a reply that is an error is thrown. */
    public Object send(String... command) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(("*" + command.length + "\r\n").getBytes(UTF_8));
            for (String word : command) {
                byte[] bytes = word.getBytes(UTF_8);
                out.write(("$" + bytes.length + "\r\n").getBytes(UTF_8));
                out.write(bytes);
                out.write("\r\n".getBytes(UTF_8));
            }
            socket.getOutputStream().write(out.toByteArray());
            return reply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command whose reply is text. */
    public String text(String... command) {
        return String.valueOf(send(command));
    }

    /** Sends a command whose reply is a number. */
    public long number(String... command) {
        return (Long) send(command);
    }

    /** Sends a command whose reply is a list of texts. */
    public List<String> texts(String... command) {
        return ((List<?>) send(command)).stream().map(String::valueOf).toList();
    }

    private Object reply() throws IOException {
        int kind = in.read();
        String line = line();
        return switch (kind) {
            case '+' -> line;
            case ':' -> Long.valueOf(line);
            case '$' -> bulk(Integer.parseInt(line));
            case '*' -> list(Integer.parseInt(line));
            case '-' -> throw new RedisRefusal(line);
            default -> throw new EOFException("Redis closed the connection");
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        String text = new String(in.readNBytes(length), UTF_8);
        line();
        return text;
    }

    private List<Object> list(int length) throws IOException {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            list.add(reply());
        }
        return list;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("Redis closed the connection");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A reply that is an error. */
    public static final class RedisRefusal extends RuntimeException {

        private RedisRefusal(String message) {
            super(message);
        }
    }
}
