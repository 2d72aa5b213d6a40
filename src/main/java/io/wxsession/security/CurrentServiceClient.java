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

    /** The service client. Call it only where a role is required. */
    public ServiceClient get() {
        return (ServiceClient) identity.getPrincipal();
    }

    /** Throws {@code not_found} if the service client may not access the app. */
    public void requireApp(String appId) {
        if (!get().mayUse(appId)) {
            throw notFound();
        }
    }

    /** The exception for a resource that does not exist or that the service client may not access. */
    public static ProblemException notFound() {
        return Problem.of(ProblemCode.NOT_FOUND).exception();
    }
}
