package io.wxsession.trace;

import java.util.Collection;
import java.util.List;

import jakarta.inject.Singleton;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.quarkus.opentelemetry.runtime.propagation.TextMapPropagatorCustomizer;

/**
 * Takes the trace id from a gateway's {@code traceparent} and nothing else: {@code tracestate} and {@code baggage} are free text,
 * which a stranger may write. What we call, such as WeChat, is not told of traces.
 */
@Singleton
class TraceparentOnly implements TextMapPropagatorCustomizer {

    @Override
    public TextMapPropagator customize(Context context) {
        return new Propagator();
    }

    private static final class Propagator implements TextMapPropagator {

        private static final String TRACEPARENT = "traceparent";

        @Override
        public Collection<String> fields() {
            return List.of(TRACEPARENT);
        }

        @Override
        public <C> void inject(io.opentelemetry.context.Context context, C carrier, TextMapSetter<C> setter) {
            // Nothing leaves.
        }

        @Override
        public <C> io.opentelemetry.context.Context extract(io.opentelemetry.context.Context context, C carrier,
                TextMapGetter<C> getter) {
            return W3CTraceContextPropagator.getInstance().extract(context, carrier, new TextMapGetter<C>() {

                @Override
                public Iterable<String> keys(C sent) {
                    return List.of(TRACEPARENT);
                }

                @Override
                public String get(C sent, String key) {
                    return key.equals(TRACEPARENT) ? getter.get(sent, key) : null;
                }
            });
        }
    }
}
