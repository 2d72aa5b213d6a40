package io.wxsession.upstream;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Looks names up on other threads. A name is looked up once at a time, so that a lookup which hangs holds one thread alone. */
final class NameLookups {

    private final Map<String, CompletableFuture<InetAddress[]>> underWay = new ConcurrentHashMap<>();
    private final Lookup lookup;
    private final Executor threads;

    NameLookups(Lookup lookup, Executor threads) {
        this.lookup = lookup;
        this.threads = threads;
    }

    /** The addresses of a name. Whoever waits for them must not block, and is told on a thread that must not either. */
    CompletableFuture<InetAddress[]> addresses(String name) {
        CompletableFuture<InetAddress[]> mine = new CompletableFuture<>();
        CompletableFuture<InetAddress[]> others = underWay.putIfAbsent(name, mine);
        if (others != null) {
            return others;
        }
        try {
            threads.execute(() -> look(name, mine));
        } catch (RejectedExecutionException e) {
            underWay.remove(name);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private void look(String name, CompletableFuture<InetAddress[]> answer) {
        try {
            InetAddress[] addresses = lookup.addresses(name);
            underWay.remove(name);
            answer.complete(addresses);
        } catch (Exception e) {
            underWay.remove(name);
            answer.completeExceptionally(e);
        }
    }

    /** Asks the system, which may take long. */
    @FunctionalInterface
    interface Lookup {

        InetAddress[] addresses(String name) throws Exception;
    }
}
