package io.wxsession.sessionkey;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.session.Session;

/** Verifies what a phone signed with its session_key. */
@ApplicationScoped
public class SignatureVerifier {

    private final SessionKeyStore keys;

    SignatureVerifier(SessionKeyStore keys) {
        this.keys = keys;
    }

    /** Whether the session's user signed exactly this text. */
    public Uni<Boolean> verify(Session session, String rawData, String signature) {
        return keys.of(session).map(known -> known.stream().anyMatch(key -> key.hasSigned(rawData, signature)));
    }
}
