package io.wxsession.http.edge;

import static io.wxsession.testing.MiniProgram.loginBody;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.RawConnection;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

/** What connections may do that send nothing, or half a request, or another protocol. */
@QuarkusTest
@TestProfile(ConnectionTest.Impatient.class)
class ConnectionTest extends ServiceTest {

    private static final int BURST = 100_000;

    /** Waits one second where production waits a minute. */
    public static class Impatient implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.idle-timeout", "1S");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "POST /v1/sess", "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Le",
            "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"code\":",
            "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"c" })
    void aConnectionThatStopsHalfwayIsClosed(String start) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(start.getBytes(US_ASCII));
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    /** A byte now and then keeps it from being idle. */
    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 64000", "Transfer-Encoding: chunked" })
    void aBodyThatDripsIsNotWaitedForMuchLonger(String length) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            String head = "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            byte[] drop = (length.startsWith("Content") ? " " : "1\r\n \r\n").getBytes(US_ASCII);
            await().pollInterval(Duration.ofMillis(100)).until(() -> isClosedBeforeItTakes(drop, socket));
        }
    }

    @ParameterizedTest
    @CsvSource({ "GET, /auth/verify, Content-Length: 64000, 401", "POST, /auth/verify, Transfer-Encoding: chunked, 401",
            "POST, /v1/%zz, Content-Length: 64000, 400", "POST, /v1/sessions, Content-Length: 640000, 413" })
    void aBodyThatNobodyReadsIsNotWaitedFor(String method, String path, String length, int status)
            throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            String head = method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + length
                    + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 " + status);
            byte[] drop = (length.startsWith("Content") ? " " : "1\r\n \r\n").getBytes(US_ASCII);
            await().pollInterval(Duration.ofMillis(100)).until(() -> isClosedBeforeItTakes(drop, socket));
        }
    }

    @Test
    void requestsThatWereSentAheadAreAllAnsweredInTheirOrder() throws IOException {
        Wechat.slowExchanges(0.3, 1);
        byte[] login = JsonObject.mapFrom(loginBody(Wechat.code(Wechat.newPhone()))).toBuffer().getBytes();
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(("POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + login.length + "\r\n\r\n" + new String(login, US_ASCII)
                    + "GET /.well-known/jwks.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(300)
                    + "GET /q/nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            assertThat(Pattern.compile("HTTP/1.1 (\\d+)").matcher(answers).results().map(it -> it.group(1)))
                    .hasSize(302).startsWith("201", "200").endsWith("200", "404");
        }
    }

    @ParameterizedTest
    @CsvSource({ "/auth/verify, xchunked, 401", "/v1/sessions, xchunked, 400",
            "/auth/verify, 'chunked\r\nTransfer-Encoding: identity', 401" })
    void nothingComesAfterABodyWithoutAKnownEnd(String path, String encoding, int status) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: " + encoding + "\r\n\r\nGET /.well-known/jwks.json HTTP/1.1\r\nHost: x\r\n\r\n")
                    .getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).startsWith("HTTP/1.1 " + status)
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void whoSendsManyRequestsAtOnceDoesNotKeepOthersWaitingForAllOfThem() throws Exception {
        RestAssured.get("/.well-known/jwks.json").then().statusCode(200);
        byte[] request = "GET /q/nowhere HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII);
        try (Socket many = new Socket("127.0.0.1", RestAssured.port)) {
            AtomicInteger answers = new AtomicInteger();
            new Thread(() -> countAnswers(many, answers)).start();
            ByteBuffer burst = ByteBuffer.allocate(BURST * request.length);
            while (burst.hasRemaining()) {
                burst.put(request);
            }
            new Thread(() -> write(burst.array(), many)).start();
            await().untilAtomic(answers, greaterThan(0));
            // New connections go to each event loop in turn.
            for (int i = 0; i < 4; i++) {
                int before = answers.get();
                assertThat(RawConnection.status("GET", "/.well-known/jwks.json", Map.of())).isEqualTo(200);
                assertThat(answers.get() - before).as("answers to the many while one waited").isLessThan(BURST / 20);
            }
        }
    }

    private static void write(byte[] bytes, Socket socket) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private static void countAnswers(Socket socket, AtomicInteger answers) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The body of the answer before has no end of line.
                if (line.endsWith("HTTP/1.1 404 Not Found")) {
                    answers.incrementAndGet();
                }
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private static boolean isClosedBeforeItTakes(byte[] drop, Socket socket) {
        try {
            socket.getOutputStream().write(drop);
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    @ParameterizedTest
    @CsvSource({ "'', /v1/sessions, 400", "Host: a:99999, /v1/sessions, 400", "Host: a b, /v1/sessions, 400",
            "'', /auth/verify, 401", "Host: a:99999, /auth/verify/x, 401" })
    void withoutAUsableHostARequestIsRefusedAndItsQueryIsNotLogged(String host, String path, int status) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port); CollectedLog log = CollectedLog.open()) {
            socket.setSoTimeout(20_000);
            String request = "GET " + path + "?code=a-secret HTTP/1.1\r\nConnection: close\r\n"
                    + (host.isEmpty() ? "" : host + "\r\n")
                    + "\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 " + status).contains("application/problem+json").contains("no-store");
            assertThat(log.atLeast(Level.ALL)).noneMatch(line -> line.message().contains("a-secret"));
        }
    }

    @Test
    void http2WhoseBodiesWouldPassTheLimitIsNotSpoken() throws IOException, InterruptedException {
        HttpRequest login = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/sessions"))
                .version(HttpClient.Version.HTTP_2).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"appId\":\"wx0\",\"code\":\"x\"}")).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(login, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void http2WithPriorKnowledgeIsNotSpokenEither() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).as("a text, not frames")
                    .matches("(?s)HTTP/\\S+ [45]\\d\\d .*");
        }
    }
}
