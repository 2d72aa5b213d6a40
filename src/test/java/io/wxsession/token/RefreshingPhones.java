package io.wxsession.token;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.vertx.core.json.JsonObject;
import io.wxsession.testing.MiniProgram;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.Wechat;

/** Phones that use and refresh their sessions without a pause, each request at another replica. */
final class RefreshingPhones implements AutoCloseable {

    private static final int USES_OF_A_TOKEN = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int[] ports;
    private final ExecutorService threads;
    private final List<AtomicLong> refreshes;
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    private RefreshingPhones(int phones, int[] ports) {
        this.ports = ports;
        this.threads = Executors.newFixedThreadPool(phones);
        this.refreshes = Stream.generate(AtomicLong::new).limit(phones).toList();
    }

    static RefreshingPhones start(int phones, int... ports) {
        RefreshingPhones load = new RefreshingPhones(phones, ports);
        load.refreshes.forEach(refreshed -> {
            LoggedIn session = MiniProgram.logIn(Wechat.newPhone());
            load.threads.submit(() -> load.live(session.accessToken(), session.refreshToken(), refreshed));
        });
        return load;
    }

    private void live(String accessToken, String refreshToken, AtomicLong refreshed) {
        try {
            String access = accessToken;
            String refresh = refreshToken;
            while (!ended.get()) {
                for (int i = 0; i < USES_OF_A_TOKEN; i++) {
                    send(HttpRequest.newBuilder(uri("/v1/sessions/current")).header("Authorization", "Bearer " + access));
                }
                JsonObject tokens = new JsonObject(send(HttpRequest.newBuilder(uri("/v1/sessions/refresh"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(new JsonObject().put("refreshToken", refresh).encode()))));
                access = tokens.getString("accessToken");
                refresh = tokens.getString("refreshToken");
                refreshed.incrementAndGet();
            }
        } catch (Exception e) {
            refusals.add(e.toString());
        }
    }

    private String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        requests.incrementAndGet();
        if (answer.statusCode() != 200) {
            refusals.add(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + ports[(int) (requests.get() % ports.length)] + path);
    }

    /** Waits until no phone holds a token from before. */
    void awaitEveryoneRefreshed() {
        List<Long> before = refreshes.stream().map(AtomicLong::get).toList();
        await().atMost(Duration.ofSeconds(30)).until(() -> !refusals.isEmpty() || everyoneIsPast(before));
    }

    private boolean everyoneIsPast(List<Long> before) {
        for (int i = 0; i < before.size(); i++) {
            if (refreshes.get(i).get() <= before.get(i)) {
                return false;
            }
        }
        return true;
    }

    Queue<String> refusals() {
        return refusals;
    }

    long requests() {
        return requests.get();
    }

    @Override
    public void close() {
        ended.set(true);
        threads.shutdown();
        await().atMost(Duration.ofSeconds(30)).until(threads::isTerminated);
    }
}
