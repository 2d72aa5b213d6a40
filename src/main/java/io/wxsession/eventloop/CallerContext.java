package io.wxsession.eventloop;

import java.util.concurrent.Executor;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The context of a caller, which holds its request and its span. What another request or thread completes is passed back to it,
 * so that each caller goes on in its own context: {@code emitOn(CallerContext.of(vertx))}.
 */
public final class CallerContext implements Executor {

    private final Context context;

    private CallerContext(Context context) {
        this.context = context;
    }

    /** The context of the code that asks. */
    public static CallerContext of(Vertx vertx) {
        return new CallerContext(vertx.getOrCreateContext());
    }

    /** Whether the current thread is running in it. */
    public boolean isCurrent() {
        return Vertx.currentContext() == context;
    }

    /** Runs a task in it, not before the current one has ended. */
    @Override
    public void execute(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }
}
