package io.wxsession.trace;

import java.util.List;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.quarkus.arc.All;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import io.quarkus.opentelemetry.runtime.exporter.otlp.tracing.RemoveableLateBoundSpanProcessor;

/**
 * Lets no span pass to an exporter but by {@link SpanRedaction}. It takes the place of the customizer of Quarkus that would
 * install the exporter as it is; {@code quarkus.arc.exclude-types} removes that one.
 */
@Singleton
class RedactedExport implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private final List<SpanProcessor> processors;
    private final Instance<TracerProviderCustomizer> unredacted;
    private final SpanRedaction redaction;

    RedactedExport(@All List<SpanProcessor> processors, Instance<TracerProviderCustomizer> unredacted,
            SpanRedaction redaction) {
        this.processors = processors;
        this.unredacted = unredacted;
        this.redaction = redaction;
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
        if (!unredacted.isUnsatisfied()) {
            throw new IllegalStateException("spans would be exported with URLs in them, see quarkus.arc.exclude-types");
        }
        builder.addSpanProcessorCustomizer((processor, settings) -> redacted(processor));
        builder.addTracerProviderCustomizer((provider, settings) -> {
            processors.stream().filter(processor -> !(processor instanceof RemoveableLateBoundSpanProcessor))
                    .forEach(processor -> provider.addSpanProcessor(redacted(processor)));
            return provider;
        });
    }

    private SpanProcessor redacted(SpanProcessor processor) {
        return new RedactingSpanProcessor(processor, redaction);
    }
}
