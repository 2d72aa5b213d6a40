package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.SecurityIdentity;

/** The session of the current request. */
@ApplicationScoped
public class CurrentSession {

    private final SecurityIdentity identity;

    CurrentSession(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The session and its user. Call it only where a session is required. */
    public SessionPrincipal get() {
        return (SessionPrincipal) identity.getPrincipal();
    }
}
