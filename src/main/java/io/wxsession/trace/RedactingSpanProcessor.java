package io.wxsession.trace;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Shows another processor each span as it may be exported, once it has ended. */
final class RedactingSpanProcessor implements SpanProcessor {

    private final SpanProcessor exporting;
    private final SpanRedaction redaction;

    RedactingSpanProcessor(SpanProcessor exporting, SpanRedaction redaction) {
        this.exporting = exporting;
        this.redaction = redaction;
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // A span that has just begun cannot be shown redacted.
    }

    @Override
    public boolean isEndRequired() {
        return exporting.isEndRequired();
    }

    @Override
    public void onEnd(ReadableSpan span) {
        exporting.onEnd(new RedactedSpan(span, redaction));
    }

    @Override
    public CompletableResultCode forceFlush() {
        return exporting.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporting.shutdown();
    }
}
