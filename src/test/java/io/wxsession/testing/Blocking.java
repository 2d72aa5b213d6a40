package io.wxsession.testing;

import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;

/** Waits for what test code needs before it goes on. */
public final class Blocking {

    private Blocking() {
    }

    public static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
