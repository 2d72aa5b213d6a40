package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;

/** Authenticates service clients by HTTP Basic. */
@ApplicationScoped
class ServiceClientIdentityProvider implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    private final ServiceClients clients;
    private final ServiceClientFailures failures;

    ServiceClientIdentityProvider(ServiceClients clients, ServiceClientFailures failures) {
        this.clients = clients;
        this.failures = failures;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(UsernamePasswordAuthenticationRequest request,
            AuthenticationRequestContext context) {
        return clients.authenticate(request.getUsername(), new String(request.getPassword().getPassword()))
                .map(ServiceClientIdentityProvider::identity)
                .orElseGet(() -> Uni.createFrom().failure(refusal(request)));
    }

    private RuntimeException refusal(UsernamePasswordAuthenticationRequest request) {
        return failures.refusal(clients.configuredId(request.getUsername()), request.getUsername(),
                HttpSecurityUtils.getRoutingContextAttribute(request).request());
    }

    private static Uni<SecurityIdentity> identity(ServiceClient client) {
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder().setPrincipal(client).addRoles(client.roles()).build());
    }
}
