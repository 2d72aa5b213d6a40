package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.SecurityIdentity;

/** Whoever the session of the current request belongs to. */
@ApplicationScoped
public class CurrentSession {

    private final SecurityIdentity identity;

    CurrentSession(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The caller; there is one wherever a session is required. */
    public SessionPrincipal get() {
        return (SessionPrincipal) identity.getPrincipal();
    }
}
