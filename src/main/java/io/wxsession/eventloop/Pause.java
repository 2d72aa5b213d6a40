package io.wxsession.eventloop;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Time that passes before the next step, by a timer of the event loop: no thread waits for it or is changed. */
public final class Pause {

    private Pause() {
    }

    /** A pause that begins when it is subscribed to. */
    public static Uni<Void> of(Vertx vertx, long millis) {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(millis, over -> emitter.complete(null)));
    }
}
