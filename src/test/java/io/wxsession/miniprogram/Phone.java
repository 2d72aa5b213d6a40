package io.wxsession.miniprogram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

import io.restassured.RestAssured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/**
 * A phone that runs the real mini-program client. Its clock does not tick: while nothing is on its way over the network it
 * jumps to the next event, so that minutes pass in no time and nothing depends on the speed of the machine.
 */
final class Phone implements AutoCloseable {

    private static final Path CLIENT = Path.of("src/main/miniprogram/lib");
    private static final Path SCRIPTS = Path.of("src/test/resources/miniprogram");
    /** In the order in which they need each other. */
    private static final List<String> MODULES = List.of("wechat", "flights", "tokens", "requests", "index");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** By the phone's own clock. */
    private static final Duration LONG_ENOUGH = Duration.ofHours(1);
    private static final Engine ENGINE = Engine.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BlockingQueue<Runnable> arrived = new LinkedBlockingQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::at)
            .thenComparingLong(Timer::order));
    private final Map<String, String> storage = new HashMap<>();
    private final String name;
    private final Random random;
    private Context context;
    private long now = System.currentTimeMillis();
    private long order;
    private int onTheirWay;

    private Phone(String name, Random random) {
        this.name = name;
        this.random = random;
    }

    /** A phone in the hand of a user of that name. */
    static Phone of(String name) {
        return of(name, new Random());
    }

    /** The same, on which chance is not quite chance. */
    static Phone of(String name, Random random) {
        return new Phone(name, random);
    }

    /** A phone of a user that no other test knows, on which the mini-program was started. */
    static Phone launched() {
        return launched("{}");
    }

    /** The same with options of the client, as JavaScript. */
    static Phone launched(String options) {
        Phone phone = of(Wechat.newPhone());
        phone.launch(options);
        return phone;
    }

    String name() {
        return name;
    }

    /** A cold start: the memory is gone, the storage is not. */
    void launch() {
        launch("{}");
    }

    /** The same with options of the client, as JavaScript. */
    void launch(String options) {
        close();
        context = Context.newBuilder("js").engine(ENGINE).allowHostAccess(HostAccess.EXPLICIT).build();
        evaluate(read(SCRIPTS.resolve("wx.js"))).execute(new Host());
        load("app.js");
        load("network.js");
        for (String module : MODULES) {
            call("define", module, read(CLIENT.resolve(module + ".js")));
        }
        evaluate("start(" + arguments(service(), TestEnvironment.APP) + ", " + options + ")");
    }

    /** Makes the functions of one more script known. */
    void load(String script) {
        evaluate(read(SCRIPTS.resolve(script)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String service() {
        return "http://127.0.0.1:" + RestAssured.port;
    }

    private Value evaluate(String script) {
        return context.eval(Source.create("js", script));
    }

    /** Calls a function of the scripts. What it takes and gives is as JSON has it. */
    Object call(String function, Object... arguments) {
        return get(function + "(" + arguments(arguments) + ")");
    }

    private static String arguments(Object... arguments) {
        String list = new JsonArray(Arrays.asList(arguments)).encode();
        return list.substring(1, list.length() - 1);
    }

    /** Does something at once. */
    void now(String script) {
        evaluate("{" + script + "}");
    }

    /** The value of an expression, as JSON has it. */
    Object get(String expression) {
        String json = evaluate("JSON.stringify([" + expression + "])").asString();
        return new JsonArray(json).getValue(0);
    }

    /** Starts what gives a promise and waits for its outcome; a rejection is {@code {"rejected": …}}. */
    JsonObject result(String promise) {
        evaluate("watch(" + promise + ")");
        awaitThat("outcome !== null");
        return new JsonObject(evaluate("outcome").asString());
    }

    /** The same where the outcome is an object and must be good. */
    JsonObject value(String promise) {
        JsonObject result = result(promise);
        if (!result.containsKey("value")) {
            throw new AssertionError("rejected: " + result);
        }
        return result.getValue("value") instanceof JsonObject object ? object : result;
    }

    /** Lets things happen until the condition holds; fails if an hour goes by, or nothing is left that could happen. */
    void awaitThat(String condition) {
        long end = now + LONG_ENOUGH.toMillis();
        while (!evaluate(condition).asBoolean()) {
            if (now > end || !happens()) {
                throw new AssertionError("it does not come about: " + condition);
            }
        }
    }

    /** Lets things happen until nothing is on its way and that much time has passed. */
    void pass(Duration time) {
        long end = now + time.toMillis();
        while (onTheirWay > 0 || !arrived.isEmpty() || !timers.isEmpty() && timers.peek().at() <= end) {
            happens();
        }
        now = Math.max(now, end);
    }

    /** One thing more: what is due, else what arrives, else time passes. */
    private boolean happens() {
        if (!timers.isEmpty() && timers.peek().at() <= now) {
            timers.poll().work().executeVoid();
        } else if (!arrived.isEmpty() || onTheirWay > 0) {
            arrive();
        } else if (!timers.isEmpty()) {
            now = timers.peek().at();
        } else {
            return false;
        }
        return true;
    }

    private void arrive() {
        try {
            Runnable next = arrived.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("no answer within " + PATIENCE);
            }
            next.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the storage holds under the client's key, or null. */
    JsonObject stored() {
        String json = storage.get("wxsession");
        return json == null ? null : new JsonObject(json);
    }

    /** Changes what the storage holds. */
    void store(JsonObject state) {
        storage.put("wxsession", state.encode());
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
            timers.clear();
            arrived.clear();
            onTheirWay = 0;
        }
    }

    private record Timer(long at, long order, Value work) {
    }

    /** What the phone's JavaScript can reach. */
    public final class Host {

        private final Context mine = context;

        @HostAccess.Export
        public String phone() {
            return name;
        }

        @HostAccess.Export
        public String app() {
            return TestEnvironment.APP;
        }

        @HostAccess.Export
        public String wechat() {
            return Wechat.url();
        }

        @HostAccess.Export
        public double random() {
            return random.nextDouble();
        }

        @HostAccess.Export
        public double now() {
            return now;
        }

        @HostAccess.Export
        public String stored(String key) {
            return storage.get(key);
        }

        @HostAccess.Export
        public void store(String key, String value) {
            if (value == null) {
                storage.remove(key);
            } else {
                storage.put(key, value);
            }
        }

        @HostAccess.Export
        public void later(double delay, Value work) {
            timers.add(new Timer(now + (long) delay, order++, work));
        }

        /** Sends a request; status 0 says that there was no answer. */
        @HostAccess.Export
        public void send(String method, String url, String headers, String body, Value done) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE)
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            new JsonObject(headers).forEach(header -> request.header(header.getKey(), header.getValue().toString()));
            onTheirWay++;
            http.sendAsync(request.build(), BodyHandlers.ofString()).whenComplete((answer, failure) -> arrived.add(() -> {
                if (mine == context) {
                    onTheirWay--;
                    done.executeVoid((failure == null ? describe(answer) : new JsonObject().put("status", 0)).encode());
                }
            }));
        }

        private JsonObject describe(HttpResponse<String> answer) {
            JsonObject headers = new JsonObject();
            answer.headers().map().forEach((header, values) -> headers.put(header, new JsonArray(values)));
            return new JsonObject().put("status", answer.statusCode()).put("headers", headers).put("body", answer.body());
        }
    }
}
