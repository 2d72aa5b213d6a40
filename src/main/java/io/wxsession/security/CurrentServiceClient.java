package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.SecurityIdentity;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;

/** The service client of the current request. */
@ApplicationScoped
public class CurrentServiceClient {

    private final SecurityIdentity identity;

    CurrentServiceClient(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The client; there is one wherever a role is required. */
    public ServiceClient get() {
        return (ServiceClient) identity.getPrincipal();
    }

    /** Throws {@code not_found} if that mini-program does not concern the client. */
    public void requireApp(String appId) {
        if (!get().mayUse(appId)) {
            throw notFound();
        }
    }

    /** What a client is told of what is not there, or not for it. */
    public static ProblemException notFound() {
        return Problem.of(ProblemCode.NOT_FOUND).exception();
    }
}
