package io.wxsession.trace;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/** Decides which requests are traced. */
class TraceSampler {

    /**
     * Traces that share of the requests, and everything that belongs to one of them. A {@code traceparent} may say that its request
     * is not to be traced. It cannot force a trace, because a stranger may have written it. Commands to Redis that belong to no
     * request are not traced: counting users alone takes thousands a minute, each of which would be a trace.
     */
    @Produces
    @Singleton
    Sampler sampler(@ConfigProperty(name = "quarkus.otel.traces.sampler.arg", defaultValue = "1") double share) {
        Sampler atRandom = new AtRandom(share);
        return Sampler.parentBasedBuilder(new NoLoneCommands(atRandom)).setRemoteParentSampled(atRandom).build();
    }

    private static final class NoLoneCommands implements Sampler {

        /** What instrumentations say of a command when it begins, older and newer ones. */
        private static final Set<AttributeKey<String>> OF_A_COMMAND = Set.of(AttributeKey.stringKey("db.system"),
                AttributeKey.stringKey("db.system.name"));

        private final Sampler others;

        private NoLoneCommands(Sampler others) {
            this.others = others;
        }

        @Override
        public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind, Attributes attributes,
                List<LinkData> links) {
            return OF_A_COMMAND.stream().anyMatch(key -> attributes.get(key) != null) ? SamplingResult.drop()
                    : others.shouldSample(parent, traceId, name, kind, attributes, links);
        }

        @Override
        public String getDescription() {
            return "NoLoneCommands";
        }
    }

    /** Independent of the trace id, which the stranger chooses, too. */
    private static final class AtRandom implements Sampler {

        private final double share;

        private AtRandom(double share) {
            this.share = share;
        }

        @Override
        public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind, Attributes attributes,
                List<LinkData> links) {
            return ThreadLocalRandom.current().nextDouble() < share ? SamplingResult.recordAndSample() : SamplingResult.drop();
        }

        @Override
        public String getDescription() {
            return "AtRandom{" + share + "}";
        }
    }
}
