import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/**
 * Logs many phones in at the same moment, each on a connection of its own. Fetches the codes first, prints {@code ready}, waits
 * for a line on standard input, logs in, and prints the result as JSON. Arguments: port of the simulator, port of the service,
 * app id, number of phones, number of the first phone.
 */
final class Storm {

    private static final int CONNECTIONS_FOR_CODES = 64;

    private final Map<String, Integer> failures = new TreeMap<>();
    private final List<Long> micros = new ArrayList<>();

    private Storm() {
    }

    public static void main(String[] args) throws IOException {
        Vertx vertx = Vertx.vertx();
        int simulatorPort = Integer.parseInt(args[0]);
        int servicePort = Integer.parseInt(args[1]);
        int count = Integer.parseInt(args[3]);
        int first = Integer.parseInt(args[4]);
        // One context, so one thread counts.
        Context context = vertx.getOrCreateContext();
        List<String> codes = await(context, () -> {
            Phones phones = Phones.with(vertx, CONNECTIONS_FOR_CODES, simulatorPort, servicePort, args[2]);
            List<Future<String>> fetched = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                fetched.add(phones.code("p" + (first + i)));
            }
            return Future.all(fetched).map(all -> all.<String> list());
        });
        System.out.println("ready");
        System.in.read();
        System.out.println(await(context, () -> {
            Phones phones = Phones.with(vertx, count, simulatorPort, servicePort, args[2]);
            return new Storm().run(phones, codes);
        }).encode());
        System.exit(0);
    }

    private static <T> T await(Context context, Supplier<Future<T>> action) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(start -> action.get().onComplete(promise));
        return promise.future().toCompletionStage().toCompletableFuture().join();
    }

    private Future<JsonObject> run(Phones phones, List<String> codes) {
        long begun = System.nanoTime();
        List<Future<Void>> logins = new ArrayList<>();
        for (String code : codes) {
            Promise<Void> ended = Promise.promise();
            phones.login(code).onComplete(answer -> {
                note(answer, (System.nanoTime() - begun) / 1000);
                ended.complete();
            });
            logins.add(ended.future());
        }
        return Future.all(logins).map(all -> result((System.nanoTime() - begun) / 1000));
    }

    private void note(AsyncResult<Phones.Answer> answer, long elapsed) {
        micros.add(elapsed);
        if (answer.failed()) {
            failures.merge(answer.cause().getClass().getSimpleName(), 1, Integer::sum);
        } else if (answer.result().status() != 201) {
            failures.merge(Integer.toString(answer.result().status()), 1, Integer::sum);
        }
    }

    private JsonObject result(long elapsed) {
        long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        return new JsonObject().put("logins", sorted.length).put("micros", elapsed)
                .put("p50", sorted[sorted.length / 2]).put("p99", sorted[sorted.length * 99 / 100])
                .put("failures", new JsonObject(Map.copyOf(failures)));
    }
}
