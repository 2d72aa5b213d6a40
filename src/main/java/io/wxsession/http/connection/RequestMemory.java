package io.wxsession.http.connection;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Vertx;

/** The memory that requests may take: an eighth of the heap, of which each event loop has its share. */
@ApplicationScoped
class RequestMemory {

    private static final int PART_OF_THE_HEAP = 8;

    private final FastThreadLocal<HeldMemory> ofTheLoop;

    RequestMemory(Vertx vertx) {
        long share = Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP / eventLoops(vertx);
        this.ofTheLoop = new FastThreadLocal<>() {

            @Override
            protected HeldMemory initialValue() {
                return new HeldMemory(share);
            }
        };
    }

    private static int eventLoops(Vertx vertx) {
        int loops = 0;
        for (var loop : vertx.nettyEventLoopGroup()) {
            loops++;
        }
        return loops;
    }

    /** The memory of the requests on the current event loop. */
    HeldMemory ofThisLoop() {
        return ofTheLoop.get();
    }
}
