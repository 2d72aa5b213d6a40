package io.wxsession.login;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.server.Cancellable;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.limit.ClientAddresses;
import io.wxsession.login.LoginOutcome.Opened;
import io.wxsession.security.CredentialCarriers;
import io.wxsession.security.SessionCookie;
import io.wxsession.token.AccessTokenIssuer.Lifetime;
import io.wxsession.token.TokenSet;
import io.wxsession.token.TokenSetIssuer;

/** Logs a phone in. */
@Path("/v1/sessions")
@PermitAll
@Tag(name = "Sessions")
@Cancellable(false)
public class LoginResource {

    private final LoginService logins;
    private final CredentialCarriers carriers;
    private final ClientAddresses addresses;
    private final TokenSetIssuer tokens;
    private final SessionCookie cookie;
    private final WxsessionConfig config;

    LoginResource(LoginService logins, CredentialCarriers carriers, ClientAddresses addresses, TokenSetIssuer tokens,
            SessionCookie cookie,
            WxsessionConfig config) {
        this.logins = logins;
        this.carriers = carriers;
        this.addresses = addresses;
        this.tokens = tokens;
        this.cookie = cookie;
        this.config = config;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(operationId = "login", summary = "Log in with a code of wx.login")
    @APIResponseSchema(value = LoginResponse.class, responseCode = "201", responseDescription = "A new session")
    @APIResponse(responseCode = "403", ref = "Problem403")
    @APIResponse(responseCode = "429", ref = "Problem429")
    @APIResponse(responseCode = "502", ref = "Problem502")
    public Uni<LoginResponse> login(@NotNull(message = "is required") @Valid LoginRequest body,
            @Context HttpServerRequest request) {
        return logins.login(body, LoginOrigin.of(request, carriers, addresses), Lifetime.CONFIGURED)
                .map(this::response)
                .invoke(response -> cookie.set(request.response(), response.tokens()));
    }

    private LoginResponse response(LoggedIn login) {
        Opened opened = login.opened();
        return new LoginResponse(tokens.issue(login.access(), login.sid(), 0, opened.remaining()),
                SessionUserResponse.of(opened.session(), config),
                login.previous());
    }

    /**
     * The response to a login.
     *
     * @param tokens the token set
     * @param user the user of the session
     * @param previousSession the outcome for the session that the request named
     */
    record LoginResponse(@JsonUnwrapped TokenSet tokens, SessionUserResponse user, PreviousSessionOutcome previousSession) {
    }
}
