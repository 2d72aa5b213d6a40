package io.wxsession.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;

import io.restassured.RestAssured;

/** Sends requests that well-behaved clients do not send. */
public final class RawHttp {

    private RawHttp() {
    }

    /** The whole answer to a POST of JSON whose length is announced or not. */
    public static String post(String path, String body, boolean announced) {
        String length = announced ? "Content-Length: " + body.length() : "Transfer-Encoding: chunked";
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + length + "\r\n\r\n";
        String chunk = announced ? body : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write((head + chunk).getBytes(US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
