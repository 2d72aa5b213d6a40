package io.wxsession.forwardauth;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.wxsession.config.WxsessionConfig;
import io.wxsession.forwardauth.AssertionIssuer.Statement;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.security.SessionPrincipal;
import io.wxsession.session.Session;

/**
 * The signed assertions of forward authentication, if configured. An assertion is reused for half of its lifetime while the
 * session and the signing key stay the same, because signing costs more than the rest of the request.
 */
@ApplicationScoped
class AssertionCache {

    private static final Duration REUSE = AssertionIssuer.LIFETIME.dividedBy(2);
    private static final int MAX_REMEMBERED = 50_000;

    private final boolean enabled;
    private final AssertionIssuer issuer;
    private final Cache<Subject, String> recent = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REUSE)
            .executor(Runnable::run)
            .build();

    AssertionCache(AssertionIssuer issuer, WxsessionConfig config) {
        this.enabled = config.forwardAuth().assertion();
        this.issuer = issuer;
    }

    /** The assertion about a principal, or null if assertions are not configured. */
    String of(SessionPrincipal principal) {
        return enabled ? recent.get(new Subject(principal.handle(), principal.session(), issuer.keyId()), this::sign) : null;
    }

    private String sign(Subject subject) {
        Session session = subject.session();
        return issuer.issue(new Statement(session.userId(), session.appId(), subject.handle().value(), session.account(),
                session.openid(), session.unionid()));
    }

    private record Subject(SessionHandle handle, Session session, String keyId) {
    }
}
