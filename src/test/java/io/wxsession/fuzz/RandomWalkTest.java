package io.wxsession.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.wxsession.testing.AllFeaturesProfile;
import io.wxsession.testing.ApiDescription;
import io.wxsession.testing.Blocking;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/**
 * A walk at random over the whole HTTP API. Whatever is sent, no answer is an internal error, each is one that the description
 * of the API knows, and none shows a secret. {@code -Dwalk.calls=1000000 -Dwalk.seed=42} walks further, or elsewhere.
 */
@QuarkusTest
@TestProfile(AllFeaturesProfile.class)
class RandomWalkTest extends ServiceTest {

    private static final int CALLS = Integer.getInteger("walk.calls", 4_000);
    private static final long SEED = Long.getLong("walk.seed", 20_261_127L);
    private static final int CALLS_A_PHONE = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(SEED);
    private final KnownValues known = new KnownValues(random);
    private final Map<String, String> findings = new TreeMap<>();
    private final RandomCalls calls = new RandomCalls(random, known);

    private record Answer(int status, String contentType, String cacheControl, String body) {
    }

    @Test
    void noCallIsAnsweredWithAnInternalErrorOrInAnUndescribedWayOrWithASecret() {
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient client = vertx.createHttpClient();
            for (int i = 0; i < CALLS; i++) {
                if (i % CALLS_A_PHONE == 0) {
                    aPhoneComes();
                }
                RandomCall call = calls.next();
                Answer answer = answer(vertx, client, call);
                try {
                    assertGood(call, answer);
                } catch (AssertionError e) {
                    findings.putIfAbsent(call.method() + ' ' + call.path() + ' ' + answer.status(),
                            "call " + i + ": " + call + " → " + answer + '\n' + e.getMessage());
                }
                learn(answer);
            }
        } finally {
            Blocking.get(vertx.close());
        }
        assertThat(findings.values()).as("findings of the walk with the seed %s", SEED).isEmpty();
    }

    /** Gives the calls something good to say. */
    private void aPhoneComes() {
        String phone = Wechat.newPhone();
        known.add("appId", TestEnvironment.APP);
        known.add("code", Wechat.code(phone));
        known.add("code", Wechat.code(phone));
        known.add("sessionKey", Wechat.sessionKey(phone));
        known.add("openid", Wechat.openid(phone));
        known.add("account", "account-" + random.nextInt(30));
        known.add("accountId", "account-" + random.nextInt(30));
        known.add("name", "cart-" + random.nextInt(20));
        known.add("days", Integer.toString(random.nextInt(450)));
        known.add("limit", Integer.toString(random.nextInt(200)));
        known.add("except", "current");
        known.add("push", "<xml><ToUserName>gh_1</ToUserName><FromUserName>o</FromUserName><CreateTime>1626857200</CreateTime>"
                + "<MsgType>event</MsgType><Event>user_info_modified</Event><OpenID>o</OpenID></xml>");
        known.add("push", "{\"ToUserName\":\"gh_1\",\"Encrypt\":\"AAAA\"}");
    }

    private static Answer answer(Vertx vertx, HttpClient client, RandomCall call) {
        try {
            // All on one event loop, so that nothing arrives before it is listened for.
            return Blocking.get(Future.future(answer -> vertx.runOnContext(go -> send(client, call).onComplete(answer))));
        } catch (IllegalStateException unanswered) {
            throw new AssertionError(call + " is not answered; seed " + SEED, unanswered);
        }
    }

    private static Future<Answer> send(HttpClient client, RandomCall call) {
        return client.request(HttpMethod.valueOf(call.method()), RestAssured.port, "127.0.0.1", call.target())
                .compose(request -> {
                    for (Map.Entry<String, String> header : call.headers()) {
                        request.headers().add(header.getKey(), header.getValue());
                    }
                    return call.body() == null ? request.send() : request.send(Buffer.buffer(call.body()));
                })
                .compose(response -> response.body().map(body -> new Answer(response.statusCode(),
                        response.getHeader("Content-Type"), response.getHeader("Cache-Control"), body.toString())));
    }

    private void assertGood(RandomCall call, Answer answer) {
        assertThat(answer.status()).isNotEqualTo(500);
        if (call.path().matches("/auth/verify(/.*)?")) {
            assertThat(answer.status()).isIn(200, 401, 403, 503);
        }
        if (call.path().matches("/(v1|oauth2|internal|auth)/.*")) {
            assertThat(answer.cacheControl()).isEqualTo("no-store");
        }
        assertThat(answer.body()).doesNotContain(known.all("sessionKey"));
        ApiDescription.KEPT.operationOf(call.method(), call.path()).ifPresent(operation -> ApiDescription.KEPT.check(operation,
                answer.status(), answer.contentType(), answer.body()));
    }

    /** What an answer gives is sent again later, where it belongs. */
    private void learn(Answer answer) {
        if (answer.status() < 300 && answer.contentType() != null && answer.contentType().endsWith("json")) {
            try {
                learn(JSON.readTree(answer.body()));
            } catch (JsonProcessingException e) {
                throw new AssertionError(answer.toString(), e);
            }
        }
    }

    private void learn(JsonNode answer) {
        for (Map.Entry<String, JsonNode> member : answer.properties()) {
            JsonNode value = member.getValue();
            if (value.isObject()) {
                learn(value);
            } else if (value.isTextual()) {
                known.add("accessToken".equals(member.getKey()) ? "token" : member.getKey(), value.asText());
            }
        }
    }
}
