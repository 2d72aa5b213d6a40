package io.wxsession.redis.connection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The commands of one event loop that wait for a reply, and what happens to those that wait too long. */
final class CommandDeadlines {

    private static final long PUNCTUAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Enough for a command that the busy loop has only just written to be answered, and for the answer to be read. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MAX_GRACES = 3;

    private final Vertx vertx;
    private final Context context;
    private final long deadlineNanos;
    private final Consumer<PendingCommand> onMissed;
    /** In the order sent. All have the same deadline, so the first is the next to miss it. */
    private final Deque<PendingCommand> pending = new ArrayDeque<>();
    private boolean timerRunning;
    private long noFailureBefore = System.nanoTime();
    private PendingCommand patientWith;
    private int graces;

    /** @param onMissed told of each command that was not answered in time, after that command has failed */
    CommandDeadlines(Vertx vertx, Context context, Duration deadline, Consumer<PendingCommand> onMissed) {
        this.vertx = vertx;
        this.context = context;
        this.deadlineNanos = deadline.toNanos();
        this.onMissed = onMissed;
    }

    /** How many commands wait. */
    int size() {
        return pending.size();
    }

    void add(PendingCommand command) {
        dropAnswered();
        pending.addLast(command);
        watch();
    }

    private void dropAnswered() {
        while (!pending.isEmpty() && pending.peekFirst().isAnswered()) {
            pending.removeFirst();
        }
    }

    /** One timer serves all commands under way. */
    private void watch() {
        if (!timerRunning && !pending.isEmpty()) {
            timerRunning = true;
            long due = Math.max(pending.peekFirst().deadlineNanos(), noFailureBefore);
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime()) + 1);
            ClientInternals.run(context, () -> vertx.setTimer(millis, timer -> {
                timerRunning = false;
                check(System.nanoTime(), due);
                watch();
            }));
        }
    }

    /**
     * Fails the commands that missed their deadline. If the timer itself came late, this loop was busy, not Redis: replies may
     * be waiting unread, so the commands get a little more time, at most three times for the same one.
     */
    private void check(long now, long due) {
        dropAnswered();
        if (now - due > PUNCTUAL_NANOS && mayWaitLonger()) {
            noFailureBefore = now + GRACE_NANOS;
        } else {
            failOverdue(now);
        }
    }

    private boolean mayWaitLonger() {
        PendingCommand first = pending.peekFirst();
        if (first != patientWith) {
            patientWith = first;
            graces = 0;
        }
        return first != null && graces++ < MAX_GRACES;
    }

    private void failOverdue(long now) {
        while (!pending.isEmpty() && pending.peekFirst().deadlineNanos() - now <= 0) {
            PendingCommand first = pending.removeFirst();
            if (!first.isAnswered()) {
                first.fail(new Unanswered("no answer within the deadline"));
                onMissed.accept(first);
            }
            dropAnswered();
        }
    }
}
