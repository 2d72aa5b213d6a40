package io.wxsession.sessionkey;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.session.Session;

/** Verifies signatures that a phone made with its session_key. */
@ApplicationScoped
public class SignatureVerifier {

    private final SessionKeyStore keys;

    SignatureVerifier(SessionKeyStore keys) {
        this.keys = keys;
    }

    /** Whether the session's user signed exactly this text. */
    public Uni<Boolean> verify(Session session, Secret rawData, Secret signature) {
        return keys.of(session).map(known -> known.stream().anyMatch(key -> key.hasSigned(rawData, signature)));
    }
}
