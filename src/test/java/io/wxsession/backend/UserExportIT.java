package io.wxsession.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;

/** An export that is many times larger than the memory of the service. */
class UserExportIT extends PackagedTest {

    private static final int USERS = 100_000;
    private static final int PARTITIONS = 1024;
    private static final String LONG_UNIONID = "u".repeat(900);

    @Test
    void aHundredThousandUsersAreExportedInLessMemoryThanTheyTake() throws Exception {
        for (int first = 0; first < USERS; first += 5_000) {
            create(first, 5_000);
        }
        try (PackagedService service = PackagedService.start(unhurried(), List.of("-Xmx64m")).awaitStarted()) {
            Set<String> ids = new HashSet<>();
            long bytes = export(service.port(), ids);
            assertThat(ids).hasSize(USERS);
            assertThat(bytes).isGreaterThan(100_000_000L);
        }
    }

    private static void create(int first, int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            int partition = i % PARTITIONS;
            String prefix = "wxs:{p%03x}:".formatted(partition);
            byte[] id = ByteBuffer.allocate(18).putShort((short) partition).putInt(i).array();
            String user = "u_" + Base64.getUrlEncoder().withoutPadding().encodeToString(id);
            requests.add(Request.cmd(Command.HSET).arg(prefix + "i:" + TestEnvironment.APP).arg("o" + i).arg(user));
            requests.add(Request.cmd(Command.HSET).arg(prefix + "u:" + user).arg("app").arg(TestEnvironment.APP).arg("openid")
                    .arg("o" + i).arg("created").arg("1700000000000").arg("unionid").arg(LONG_UNIONID));
        }
        RedisInspector.commands(requests);
    }

    private static long export(int port, Set<String> ids) throws IOException, InterruptedException {
        String credentials = Base64.getEncoder()
                .encodeToString((TestServiceClient.OPERATOR.id() + ':' + TestServiceClient.OPERATOR.secret())
                        .getBytes(StandardCharsets.UTF_8));
        URI uri = URI.create("http://127.0.0.1:" + port + "/internal/v1/users/export?appId=" + TestEnvironment.APP);
        InputStream body = HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri)
                .header("Authorization", "Basic " + credentials).build(), BodyHandlers.ofInputStream()).body();
        long bytes = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ids.add(new JsonObject(line).getString("id"));
                bytes += line.length() + 1;
            }
        }
        return bytes;
    }
}
