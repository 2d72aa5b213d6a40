package io.wxsession.sessionkey;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.Limit;
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.limit.LimitName;
import io.wxsession.limit.RateLimiter;
import io.wxsession.session.Session;

/**
 * Decrypts data that WeChat encrypted for a phone. Everything that depends on the key fails in the same way and is counted.
 * Different errors would be a padding oracle: it lets an attacker read and forge data without the key.
 */
@ApplicationScoped
public class DecryptionService {

    private final SessionKeyStore keys;
    private final RateLimiter limiter;
    private final MeterRegistry metrics;
    private final Limit limit;
    private final Optional<Duration> maxAge;

    DecryptionService(SessionKeyStore keys, RateLimiter limiter, MeterRegistry metrics, WxsessionConfig config) {
        this.keys = keys;
        this.limiter = limiter;
        this.metrics = metrics;
        this.limit = config.limits().decryptFailuresPerSession();
        this.maxAge = config.decrypt().maxAge();
    }

    /** Decrypts data; fails with {@code invalid_request}, {@code decryption_failed} or {@code rate_limited}. */
    public Uni<OpenData> decrypt(SessionHandle handle, Session session, Secret encryptedData, Secret iv) {
        return decrypt(handle, session, encryptedData, iv, Optional::of);
    }

    /**
     * Decrypts data that must have a certain form.
     *
     * @param reader reads the data; empty if it does not have that form, which is {@code decryption_failed}
     */
    public <T> Uni<T> decrypt(SessionHandle handle, Session session, Secret encryptedData, Secret iv,
            Function<OpenData, Optional<T>> reader) {
        EncryptedData encrypted = EncryptedData.parse(encryptedData, iv);
        return limiter.limitFailures(limit, LimitName.DECRYPT, handle.value(),
                () -> keys.of(session).map(known -> open(encrypted, known, session, reader)
                        .orElseThrow(() -> Problem.of(ProblemCode.DECRYPTION_FAILED).exception())),
                Set.of(ProblemCode.DECRYPTION_FAILED))
                .onItemOrFailure().invoke((data, failure) -> Counter.builder("wxsession.decryptions")
                        .description("Decryptions of open data").tag("outcome", ProblemException.outcome(failure))
                        .register(metrics).increment());
    }

    private <T> Optional<T> open(EncryptedData encrypted, List<SessionKey> known, Session session,
            Function<OpenData, Optional<T>> reader) {
        return known.stream()
                .flatMap(key -> encrypted.open(key).stream())
                .flatMap(json -> OpenData.of(json, session, maxAge).stream())
                .flatMap(data -> reader.apply(data).stream())
                .findFirst();
    }
}
