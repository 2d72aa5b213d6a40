package orders;

import io.quarkus.oidc.TokenIntrospection;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

@ApplicationScoped
public class Sessions implements SecurityIdentityAugmentor, OidcRequestFilter {

    /** Quarkus takes the name of the principal from the token, which names nobody. The user id is in the answer. */
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        TokenIntrospection answer = identity.getAttribute("introspection");
        return Uni.createFrom().item(answer == null ? identity : QuarkusSecurityIdentity.builder(identity)
                .setPrincipal(new QuarkusPrincipal(answer.getSubject())).build());
    }

    /** Otherwise Quarkus waits for an answer without end. */
    @Override
    public void filter(OidcRequestContext context) {
        context.request().timeout(3000);
    }

    /** Without this, Quarkus answers 401 when the introspection fails, and the phone would log in again. */
    @ServerExceptionMapper
    public Response failed(AuthenticationFailedException e) {
        return e.getCause() == null
                ? Response.status(401).header("WWW-Authenticate", "Bearer error=\"invalid_token\"").build()
                : Response.status(503).header("Retry-After", "2").build();
    }
}
