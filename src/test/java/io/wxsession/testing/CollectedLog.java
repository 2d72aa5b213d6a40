package io.wxsession.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.jboss.logmanager.ExtLogRecord;

/** What is logged in this process from now on, until it is closed. */
public final class CollectedLog implements AutoCloseable {

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord entry) {
            ExtLogRecord extended = ExtLogRecord.wrap(entry);
            lines.add(new Line(extended.getLevel(), extended.getLoggerName(), extended.getFormattedMessage(),
                    extended.getMdc("requestId"), extended.getMdc("event"), extended.getMdc("traceId")));
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    /** A line of the log; requestId is null outside requests, event for all but security events, traceId without traces. */
    public record Line(Level level, String category, String message, String requestId, String event, String traceId) {
    }

    private CollectedLog() {
        Logger.getLogger("").addHandler(handler);
    }

    /** Begins to collect. */
    public static CollectedLog open() {
        return new CollectedLog();
    }

    /** The lines of at least that level. */
    public Stream<Line> atLeast(Level level) {
        return lines.stream().filter(line -> line.level().intValue() >= level.intValue());
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(handler);
    }
}
