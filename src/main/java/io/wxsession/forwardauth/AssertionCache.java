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
 * The signed assertions of forward-auth, if the operator wants them. One is shown again for half of its life as long as nothing
 * about the session has changed, for signing costs more than all else that a request needs.
 */
@ApplicationScoped
class AssertionCache {

    private static final Duration REUSED = AssertionIssuer.LIFETIME.dividedBy(2);
    private static final int MAX_REMEMBERED = 50_000;

    private final boolean wanted;
    private final AssertionIssuer issuer;
    private final Cache<Subject, String> recent = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REUSED)
            .executor(Runnable::run)
            .build();

    AssertionCache(AssertionIssuer issuer, WxsessionConfig config) {
        this.wanted = config.forwardAuth().assertion();
        this.issuer = issuer;
    }

    /** The assertion about the caller, or null if none are wanted. */
    String of(SessionPrincipal caller) {
        return wanted ? recent.get(new Subject(caller.handle(), caller.session(), issuer.keyId()), this::sign) : null;
    }

    private String sign(Subject subject) {
        Session session = subject.session();
        return issuer.issue(new Statement(session.userId(), session.appId(), subject.handle().value(), session.account(),
                session.openid(), session.unionid()));
    }

    private record Subject(SessionHandle handle, Session session, String keyId) {
    }
}
