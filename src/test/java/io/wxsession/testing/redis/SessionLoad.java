package io.wxsession.testing.redis;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;

import org.awaitility.core.ConditionTimeoutException;

import io.vertx.core.json.JsonObject;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;
import io.wxsession.testing.redis.Answer.Kind;

/**
 * Phones that read, refresh and log in, a request every 20 ms however long the answers take, and remember every
 * answer. The requests go to all services in turn.
 */
public final class SessionLoad implements AutoCloseable {

    /** So slow that two processors shared by tests, services and Redis are not the thing that is judged. */
    private static final long INTERVAL_MILLIS = 20;
    private static final int PHONES = 40;
    /** What the load does in turn. */
    private static final List<Kind> MIX = List.of(Kind.READ, Kind.VERIFY, Kind.READ, Kind.REFRESH, Kind.READ, Kind.VERIFY,
            Kind.READ, Kind.LOGIN, Kind.READ, Kind.VERIFY);
    /** Long enough to tell an answer that is late from one that never comes. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(10);
    /** A service that has just started is not quiet before its answers are faster than this. */
    private static final Duration PROMPT = Duration.ofMillis(500);
    /** So many good answers without a bad one are more than a second's. */
    private static final int QUIET = 80;
    /** A machine that also starts several services at once takes so long to warm up. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<String> services;
    private final List<LoadPhone> phones = new CopyOnWriteArrayList<>();
    private final List<LoadPhone> newcomers = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger goodInARow = new AtomicInteger();
    /** When the requests under way were sent, by turn. */
    private final ConcurrentNavigableMap<Long, Long> underWay = new ConcurrentSkipListMap<>();
    private final AtomicLong turns = new AtomicLong();
    private volatile long struckNanos = System.nanoTime();

    private SessionLoad(List<String> services) {
        this.services = services;
    }

    /** Logs the phones in and begins; whether all is well is for {@link #awaitQuiet} to say. */
    public static SessionLoad start(PackagedService... services) {
        return startAt(Stream.of(services).map(PackagedService::port).toArray(Integer[]::new));
    }

    /** As {@link #start}, at what listens on those ports, such as a gateway. */
    public static SessionLoad startAt(Integer... ports) {
        SessionLoad load = new SessionLoad(Stream.of(ports).map(port -> "http://127.0.0.1:" + port).toList());
        await().atMost(PATIENCE).until(() -> {
            Stream.generate(() -> load.login(load.phones)).limit(PHONES - load.phones.size()).toList()
                    .forEach(CompletableFuture::join);
            return load.phones.size() == PHONES;
        });
        load.clock.scheduleAtFixedRate(load::turn, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return load;
    }

    /** Does something bad, and notes when. */
    public void strike(Runnable failure) {
        struckNanos = System.nanoTime();
        failure.run();
    }

    /** How long ago the failure was. */
    public Duration sinceStrike() {
        return Duration.ofNanos(System.nanoTime() - struckNanos);
    }

    /** Waits until every phone is served, nothing more fails, and no answer is slow. */
    public void awaitQuiet() {
        goodInARow.set(0);
        phones.forEach(phone -> phone.noteRead(false));
        awaitOr("quiet", () -> goodInARow.get() >= QUIET && phones.stream().allMatch(phone -> phone.goodReads() >= 1)
                && nothingIsOverdue());
    }

    private boolean nothingIsOverdue() {
        Map.Entry<Long, Long> oldest = underWay.firstEntry();
        return oldest == null || System.nanoTime() - oldest.getValue() < PROMPT.toNanos();
    }

    /** Waits until so many more requests were answered, in whatever way. */
    public void awaitAnswers(int more) {
        int before = answers.size();
        awaitOr(more + " more answers", () -> answers.size() >= before + more);
    }

    private void awaitOr(String what, Callable<Boolean> condition) {
        try {
            await().atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no " + what + " within " + PATIENCE + ": " + report(), e);
        }
    }

    private LoadReport report() {
        List<Answer> since = answers.stream().filter(answer -> answer.endedNanos() - struckNanos >= 0).toList();
        return new LoadReport(struckNanos, System.nanoTime(), since);
    }

    /** Ends, then looks for every session that was acknowledged. */
    public LoadReport end() {
        close();
        LoadReport report = report();
        for (Collection<LoadPhone> acknowledged : List.of(phones, newcomers)) {
            for (LoadPhone phone : acknowledged) {
                report.foundAfterwards(read(services.get(0), phone).join(), phone.loggedInNanos());
            }
        }
        return report;
    }

    private void turn() {
        long turn = turns.getAndIncrement();
        String service = services.get((int) (turn % services.size()));
        LoadPhone phone = phones.get((int) (turn % phones.size()));
        // Every phone does everything in the end, since the two rounds are shifted against each other.
        Kind kind = MIX.get((int) ((turn + turn / phones.size()) % MIX.size()));
        underWay.put(turn, System.nanoTime());
        CompletableFuture<Answer> asked = switch (kind) {
            case READ -> read(service, phone);
            case VERIFY -> ask(Kind.VERIFY, phone.partition(), get(service, "/auth/verify", phone), phone::checkVerified);
            case REFRESH -> refresh(service, phone);
            case LOGIN -> login(service, newcomers);
        };
        asked.whenComplete((answer, failure) -> {
            if (answer != null) {
                note(phone, answer);
            }
            underWay.remove(turn);
        });
    }

    private void note(LoadPhone phone, Answer answer) {
        answers.add(answer);
        if (answer.request() == Kind.READ) {
            phone.noteRead(answer.isGood());
        }
        goodInARow.updateAndGet(row -> answer.isGood() && answer.duration().compareTo(PROMPT) < 0 ? row + 1 : 0);
    }

    private CompletableFuture<Answer> read(String service, LoadPhone phone) {
        return ask(Kind.READ, phone.partition(), get(service, "/v1/sessions/current", phone), phone::checkRead);
    }

    private CompletableFuture<Answer> refresh(String service, LoadPhone phone) {
        if (!phone.beginRefresh()) {
            return read(service, phone);
        }
        HttpRequest request = post(service + "/v1/sessions/refresh",
                new JsonObject().put("refreshToken", phone.refreshToken()));
        return ask(Kind.REFRESH, phone.partition(), request, phone::refreshed)
                .whenComplete((answer, failure) -> phone.endRefresh());
    }

    private CompletableFuture<Answer> login(List<LoadPhone> comers) {
        return login(services.get(comers.size() % services.size()), comers);
    }

    private CompletableFuture<Answer> login(String service, List<LoadPhone> comers) {
        HttpRequest code = post(Wechat.url() + "/simulator/phones/" + Wechat.newPhone() + "/login",
                new JsonObject().put("appId", TestEnvironment.APP));
        return http.sendAsync(code, BodyHandlers.ofString()).thenCompose(given -> {
            JsonObject body = new JsonObject().put("appId", TestEnvironment.APP)
                    .put("code", new JsonObject(given.body()).getString("code"));
            return ask(Kind.LOGIN, null, post(service + "/v1/sessions", body), answer -> {
                comers.add(new LoadPhone(new JsonObject(answer.body())));
                return "";
            });
        });
    }

    private CompletableFuture<Answer> ask(Kind kind, String partition, HttpRequest request,
            Function<HttpResponse<String>, String> whenGood) {
        long begun = System.nanoTime();
        return http.sendAsync(request, BodyHandlers.ofString()).handle((answer, failure) -> {
            long ended = System.nanoTime();
            if (failure != null) {
                return new Answer(kind, partition, 0, failure.toString(), begun, ended);
            }
            String detail = answer.statusCode() < 300 ? whenGood.apply(answer) : code(answer.body());
            return new Answer(kind, partition, answer.statusCode(), detail, begun, ended);
        });
    }

    private static String code(String body) {
        return body.startsWith("{") ? new JsonObject(body).getString("code", "no code") : "no problem document";
    }

    private static HttpRequest get(String service, String path, LoadPhone phone) {
        return HttpRequest.newBuilder(URI.create(service + path)).timeout(GIVEN_UP)
                .header("Authorization", "Bearer " + phone.accessToken()).build();
    }

    private static HttpRequest post(String uri, JsonObject body) {
        return HttpRequest.newBuilder(URI.create(uri)).timeout(GIVEN_UP).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode())).build();
    }

    @Override
    public void close() {
        clock.shutdown();
        await().atMost(PATIENCE).until(() -> clock.isTerminated() && underWay.isEmpty());
    }
}
