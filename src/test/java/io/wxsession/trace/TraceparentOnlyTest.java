package io.wxsession.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;

class TraceparentOnlyTest {

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final Map<String, String> SENT = Map.of("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01",
            "tracestate", "vendor=text", "baggage", "key=text");

    private final TextMapPropagator propagator = new TraceparentOnly().customize(null);

    private Context received() {
        return propagator.extract(Context.root(), SENT, new TextMapGetter<Map<String, String>>() {

            @Override
            public Iterable<String> keys(Map<String, String> sent) {
                return sent.keySet();
            }

            @Override
            public String get(Map<String, String> sent, String key) {
                return sent.get(key);
            }
        });
    }

    @Test
    void theTraceIdIsTakenAndNothingElse() {
        SpanContext gateway = Span.fromContext(received()).getSpanContext();
        assertThat(gateway.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(gateway.getTraceState().isEmpty()).isTrue();
        assertThat(Baggage.fromContext(received()).isEmpty()).isTrue();
    }

    @Test
    void nothingIsSentToWhatWeCall() {
        Map<String, String> headers = new HashMap<>();
        propagator.inject(received(), headers, Map::put);
        assertThat(headers).isEmpty();
    }
}
