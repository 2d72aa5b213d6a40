package io.wxsession.token;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what was said about access tokens, and what it was based on. */
@ApplicationScoped
class AccessTokenMetrics {

    /** Made once, because a lookup by labels costs more than the rest of a verification. */
    private final Map<Proof, Counters> counters = new EnumMap<>(Proof.class);

    AccessTokenMetrics(MeterRegistry metrics) {
        for (Proof how : Proof.values()) {
            counters.put(how, Counters.of(metrics, how));
        }
    }

    /** Counts a verdict. Returns it. */
    AccessTokenVerdict count(Proof how, AccessTokenVerdict verdict) {
        counters.get(how).of(verdict).increment();
        return verdict;
    }

    /** What a verdict is based on. */
    enum Proof {
        /** The digest that the session keeps. */
        DIGEST,
        /** The signature, verified earlier. */
        CACHE,
        /** The signature, verified now. */
        SIGNATURE
    }

    private record Counters(Counter valid, Counter expired, Counter invalid) {

        static Counters of(MeterRegistry metrics, Proof how) {
            String label = how.name().toLowerCase(Locale.ROOT);
            return new Counters(counter(metrics, label, "valid"), counter(metrics, label, "expired"),
                    counter(metrics, label, "invalid"));
        }

        private static Counter counter(MeterRegistry metrics, String how, String outcome) {
            return Counter.builder("wxsession.tokens.verified").description("Verdicts on access tokens")
                    .tags("how", how, "outcome", outcome).register(metrics);
        }

        Counter of(AccessTokenVerdict verdict) {
            if (verdict instanceof AccessTokenVerdict.Valid) {
                return valid;
            }
            return verdict instanceof AccessTokenVerdict.Expired ? expired : invalid;
        }
    }
}
