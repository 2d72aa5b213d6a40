package io.wxsession.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.simulator.WechatSimulator;
import redis.embedded.RedisServer;

/**
 * What the service under test needs: a real Redis and the WeChat simulator, each behind a TCP link that tests can cut or stall.
 * Tests find them by system properties, which all class loaders share.
 */
public class TestEnvironment implements QuarkusTestResourceLifecycleManager {

    /** The app id that most tests use. */
    public static final String APP = "wx0123456789abcdef";
    /** A second one. */
    public static final String OTHER_APP = "wxfedcba9876543210";
    /** A third one, and the only one whose users have a unionid. */
    public static final String UNION_APP = "wx00112233445566ff";
    /** The AppSecret of all. */
    public static final String APP_SECRET = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
    /** The push token of the first two. */
    public static final String PUSH_TOKEN = "tokenForPushes";
    /** The AES key for pushes of the main app. Pushes of the second app are not encrypted. */
    public static final String PUSH_AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    /** The sealing key of the service. */
    public static final String SEALING_KEY = "t1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    static final String REDIS = "test.redis.port";
    static final String SIMULATOR = "test.simulator.port";
    static final String REDIS_LINK = "test.redis.link.control";
    static final String WECHAT_LINK = "test.wechat.link.control";
    static final String KEYS = "test.keys";
    static final String MANAGEMENT = "test.management";

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, String> before = new HashMap<>();
    private RedisServer redis;

    @Override
    public Map<String, String> start() {
        try {
            int redisPort = startRedis();
            int simulatorPort = Blocking
                    .get(new WechatSimulator(vertx, Map.of(APP, APP_SECRET, OTHER_APP, APP_SECRET)).listen(0));
            TcpLink redisLink = TcpLink.open(vertx, redisPort);
            TcpLink wechatLink = TcpLink.open(vertx, simulatorPort);
            Path keys = SigningKeyFiles.directoryWithOneKey("test-keys-" + redisPort);
            announce(REDIS, redisPort);
            // The daily recount would meet tests that count users and sessions.
            RedisInspector.command(Command.SET, RedisKeys.recountClaim(), "by no replica", "EX", 86_400);
            announce(SIMULATOR, simulatorPort);
            Wechat.givesUnionids(UNION_APP, APP_SECRET);
            announce(REDIS_LINK, redisLink.controlPort());
            announce(WECHAT_LINK, wechatLink.controlPort());
            announce(KEYS, keys);
            announce(MANAGEMENT, Ports.free());
            Map<String, String> configuration = configuration(redisLink.port(), wechatLink.port(), keys);
            configuration.put("wxsession.binding.verifier-url",
                    "http://127.0.0.1:" + Blocking.get(AccountService.listen(vertx)).actualPort() + "/accounts/verify");
            configuration.put("wxsession.binding.verifier-secret", AccountService.SECRET);
            return configuration;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void announce(String property, Object value) {
        before.put(property, System.getProperty(property, ""));
        System.setProperty(property, value.toString());
    }

    private int startRedis() throws IOException {
        int port = Ports.free();
        redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").onShutdownForceStop(true)
                .build();
        redis.start();
        return port;
    }

    private static Map<String, String> configuration(int redisPort, int wechatPort, Path keys) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("quarkus.redis.hosts", "redis://127.0.0.1:" + redisPort);
        configuration.put("quarkus.rest-client.wechat.url", "http://127.0.0.1:" + wechatPort);
        configuration.put("wxsession.apps.demo.app-id", APP);
        configuration.put("wxsession.apps.demo.app-secret", APP_SECRET);
        configuration.put("wxsession.apps.other.app-id", OTHER_APP);
        configuration.put("wxsession.apps.other.app-secret", APP_SECRET);
        configuration.put("wxsession.apps.union.app-id", UNION_APP);
        configuration.put("wxsession.apps.union.app-secret", APP_SECRET);
        configuration.put("wxsession.apps.demo.push-token", PUSH_TOKEN);
        configuration.put("wxsession.apps.demo.push-aes-key", PUSH_AES_KEY);
        configuration.put("wxsession.apps.other.push-token", PUSH_TOKEN);
        configuration.put("wxsession.token.keys-dir", keys.toString());
        configuration.put("wxsession.sealing.keys", SEALING_KEY);
        configuration.putAll(TestServiceClient.configuration());
        configuration.put("quarkus.rest-client.wechat.read-timeout", "1500");
        configuration.put("wxsession.limits.login-failures-per-client", "0");
        // A packaged service would wait for gateways to notice that it leaves.
        configuration.put("quarkus.shutdown.delay", "0S");
        configuration.put("quarkus.http.host", "127.0.0.1");
        configuration.put("quarkus.management.host", "127.0.0.1");
        configuration.put("quarkus.management.port", System.getProperty(MANAGEMENT));
        configuration.put("quarkus.management.test-port", System.getProperty(MANAGEMENT));
        // What another test set under quarkus. would otherwise reach the packaged program.
        configuration.put("quarkus.http.proxy.proxy-address-forwarding", "false");
        return configuration;
    }

    @Override
    public void stop() {
        try {
            Blocking.get(vertx.close());
            redis.stop();
            before.forEach(System::setProperty);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
