package io.wxsession.login;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.wxsession.security.CredentialCarriers;

/** Where a mini-program logs in. */
@Path("/v1/sessions")
@PermitAll
public class LoginResource {

    private final LoginService logins;
    private final CredentialCarriers carriers;

    LoginResource(LoginService logins, CredentialCarriers carriers) {
        this.logins = logins;
        this.carriers = carriers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Log in with a code of wx.login")
    public Uni<LoginAnswer> login(@NotNull(message = "is required") @Valid LoginRequest request, HttpServerRequest http) {
        LoginCaller caller = new LoginCaller(carriers.tokens(http), PhoneDescription.of(http.getHeader(HttpHeaders.USER_AGENT)),
                http.remoteAddress().hostAddress());
        return logins.login(request, caller);
    }
}
