package io.wxsession.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;

class TraceSamplerTest {

    /** Of all trace ids the one that samplers by trace id prefer. */
    private static final String TRACE_ID = "00000000000000010000000000000001";
    private static final String SPAN_ID = "0000000000000001";

    private static boolean traces(double share, Context parent) {
        Sampler sampler = new TraceSampler().sampler(share);
        return sampler.shouldSample(parent, TRACE_ID, "", SpanKind.SERVER, Attributes.empty(), List.of())
                .getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
    }

    private static Context remote(TraceFlags flags) {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(TRACE_ID, SPAN_ID, flags, TraceState.getDefault())));
    }

    private static Context local(TraceFlags flags) {
        return Context.root().with(Span.wrap(SpanContext.create(TRACE_ID, SPAN_ID, flags, TraceState.getDefault())));
    }

    @Test
    void everyRequestIsTracedIfTheShareIsOne() {
        assertThat(traces(1, Context.root())).isTrue();
        assertThat(traces(1, remote(TraceFlags.getSampled()))).isTrue();
    }

    @Test
    void aTraceparentCannotForceATraceBeyondTheShare() {
        assertThat(traces(0, remote(TraceFlags.getSampled()))).isFalse();
        assertThat(IntStream.range(0, 10_000).filter(request -> traces(0.1, remote(TraceFlags.getSampled()))).count())
                .isBetween(700L, 1300L);
    }

    @Test
    void aTraceparentCanPreventATrace() {
        assertThat(traces(1, remote(TraceFlags.getDefault()))).isFalse();
    }

    @Test
    void aCommandToRedisIsTracedAsPartOfARequestOnly() {
        Sampler sampler = new TraceSampler().sampler(1);
        Attributes command = Attributes.of(AttributeKey.stringKey("db.system"), "redis");
        assertThat(sampler.shouldSample(Context.root(), TRACE_ID, "get", SpanKind.CLIENT, command, List.of()).getDecision())
                .isEqualTo(SamplingDecision.DROP);
        assertThat(sampler.shouldSample(local(TraceFlags.getSampled()), TRACE_ID, "get", SpanKind.CLIENT, command, List.of())
                .getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    }

    @Test
    void whatBelongsToATracedRequestIsTracedAndTheRestIsNot() {
        assertThat(traces(0, local(TraceFlags.getSampled()))).isTrue();
        assertThat(traces(1, local(TraceFlags.getDefault()))).isFalse();
    }
}
