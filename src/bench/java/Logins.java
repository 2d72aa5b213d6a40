import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/**
 * Logs phones in and appends their tokens to two files, a token a line. Arguments: port of the simulator, port of the service,
 * app id, number of the first phone, number after the last, file for access tokens, file for refresh tokens.
 */
final class Logins {

    private static final int CONNECTIONS = 64;
    private static final int ATTEMPTS = 5;

    private final Phones phones;
    private final AtomicInteger next;
    private final int end;
    private final PrintWriter accessTokens;
    private final PrintWriter refreshTokens;

    private Logins(Phones phones, int first, int end, PrintWriter accessTokens, PrintWriter refreshTokens) {
        this.phones = phones;
        this.next = new AtomicInteger(first);
        this.end = end;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
    }

    public static void main(String[] args) throws IOException {
        Vertx vertx = Vertx.vertx();
        Phones phones = Phones.with(vertx, CONNECTIONS, Integer.parseInt(args[0]), Integer.parseInt(args[1]), args[2]);
        PrintWriter access = writer(args[5]);
        PrintWriter refresh = writer(args[6]);
        Logins logins = new Logins(phones, Integer.parseInt(args[3]), Integer.parseInt(args[4]), access, refresh);
        vertx.runOnContext(start -> logins.run().onComplete(end -> {
            access.close();
            refresh.close();
            if (end.failed()) {
                System.err.println("A login failed: " + end.cause());
            }
            // Not close(), which waits for idle connections.
            System.exit(end.failed() ? 1 : 0);
        }));
    }

    private static PrintWriter writer(String path) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(Path.of(path), StandardOpenOption.CREATE,
                StandardOpenOption.APPEND));
    }

    private Future<?> run() {
        List<Future<Void>> lines = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Promise<Void> line = Promise.promise();
            loginNext(line);
            lines.add(line.future());
        }
        return Future.all(lines);
    }

    private void loginNext(Promise<Void> line) {
        int phone = next.getAndIncrement();
        if (phone >= end) {
            line.complete();
        } else {
            login(phone, ATTEMPTS, line);
        }
    }

    private void login(int phone, int attempts, Promise<Void> line) {
        phones.code("p" + phone).compose(phones::login).onFailure(line::tryFail).onSuccess(answer -> {
            if (answer.status() == 201) {
                JsonObject tokens = answer.json();
                accessTokens.println(tokens.getString("accessToken"));
                refreshTokens.println(tokens.getString("refreshToken"));
                loginNext(line);
            } else if (answer.status() == 503 && attempts > 1) {
                // A server that just started may be too slow for its own deadlines.
                login(phone, attempts - 1, line);
            } else {
                line.tryFail(answer.status() + " " + answer.body());
            }
        });
    }
}
