package io.wxsession.foreign;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.wxsession.testing.RawConnection;

/** Clients that ask for the current session over and over, on a new connection each time, until one is refused. */
final class ConnectingClients implements AutoCloseable {

    enum Outcome {
        SERVED,
        /** The connection was taken, and closed without a response. */
        CUT_OFF,
        OTHER_STATUS,
        REFUSED
    }

    private final ExecutorService threads;
    private final List<Future<Map<Outcome, Integer>>> clients;

    private ConnectingClients(int count, int port, String accessToken) {
        threads = Executors.newFixedThreadPool(count);
        clients = Stream.generate(() -> threads.submit(() -> askUntilRefused(port, accessToken))).limit(count).toList();
    }

    static ConnectingClients start(int count, int port, String accessToken) {
        return new ConnectingClients(count, port, accessToken);
    }

    private static Map<Outcome, Integer> askUntilRefused(int port, String accessToken) {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        while (!outcomes.containsKey(Outcome.REFUSED)) {
            outcomes.merge(ask(port, accessToken), 1, Integer::sum);
        }
        return outcomes;
    }

    private static Outcome ask(int port, String accessToken) {
        try {
            int status = RawConnection.status(port, "GET", "/v1/sessions/current",
                    Map.of("Authorization", "Bearer " + accessToken));
            return status == 200 ? Outcome.SERVED : Outcome.OTHER_STATUS;
        } catch (UncheckedIOException e) {
            return e.getCause() instanceof ConnectException ? Outcome.REFUSED : Outcome.CUT_OFF;
        }
    }

    /** How often each happened to each client, once all were refused. */
    List<Map<Outcome, Integer>> awaitRefusal() throws Exception {
        List<Map<Outcome, Integer>> outcomes = new ArrayList<>();
        for (Future<Map<Outcome, Integer>> client : clients) {
            outcomes.add(client.get());
        }
        return outcomes;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
