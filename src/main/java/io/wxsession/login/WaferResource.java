package io.wxsession.login;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Validator;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;
import io.wxsession.login.LoginService.LoggedIn;
import io.wxsession.login.LoginStore.Opened;
import io.wxsession.security.CredentialCarriers;
import io.wxsession.token.TokenSetIssuer;
import io.wxsession.wechat.Apps;

/**
 * The login that Tencent's wafer client expects (npm wafer2-client-sdk): headers in, and an envelope out whose {@code skey} the
 * client sends back as {@code X-WX-Skey}. Closed unless the operator opens it.
 */
@Path("/v1/compat/wafer/login")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Wafer")
@Cancellable(false)
public class WaferResource {

    /** Every request of a mini-program says which one it is: https://servicewechat.com/{appId}/{version}/page-frame.html. */
    private static final Pattern REFERER = Pattern.compile("https://servicewechat\\.com/([A-Za-z0-9]+)/.*");

    private final Apps apps;
    private final LoginService logins;
    private final CredentialCarriers carriers;
    private final TokenSetIssuer tokens;
    private final WaferUserInfo user;
    private final Validator validator;
    private final WxsessionConfig config;

    WaferResource(Apps apps, LoginService logins, CredentialCarriers carriers, TokenSetIssuer tokens, WaferUserInfo user,
            Validator validator, WxsessionConfig config) {
        this.apps = apps;
        this.logins = logins;
        this.carriers = carriers;
        this.tokens = tokens;
        this.user = user;
        this.validator = validator;
        this.config = config;
    }

    @GET
    @Operation(operationId = "waferLogin", summary = "Log in as the wafer client does")
    public Uni<RestResponse<WaferResponse>> get(@RestHeader("X-WX-Code") String code, @RestQuery String appId,
            @Context HttpServerRequest request) {
        return login(code, appId, request);
    }

    @POST
    @Operation(operationId = "waferLoginByPost", summary = "Log in as the wafer client does")
    public Uni<RestResponse<WaferResponse>> post(@RestHeader("X-WX-Code") String code, @RestQuery String appId,
            @Context HttpServerRequest request) {
        return login(code, appId, request);
    }

    private Uni<RestResponse<WaferResponse>> login(String code, String appId, HttpServerRequest request) {
        if (!config.compat().wafer()) {
            return Uni.createFrom().failure(Problem.of(ProblemCode.NOT_FOUND).exception());
        }
        return Uni.createFrom().deferred(() -> logins.login(asked(code, appId, request), LoginOrigin.of(request, carriers)))
                .chain(login -> answer(login, request))
                .map(RestResponse::ok)
                .onFailure().recoverWithItem(failure -> refusal(problem(failure)));
    }

    private LoginRequest asked(String code, String appId, HttpServerRequest request) {
        LoginRequest login = new LoginRequest(Optional.ofNullable(appId).or(() -> refererApp(request)).orElse(null), code,
                null);
        if (!validator.validate(login).isEmpty()) {
            throw Problem.of(ProblemCode.INVALID_REQUEST).exception();
        }
        return login;
    }

    /** The app that the request comes from, if it is one of ours. */
    private Optional<String> refererApp(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Referer"))
                .map(REFERER::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .filter(appId -> apps.byId(appId).isPresent());
    }

    private Uni<WaferResponse> answer(LoggedIn login, HttpServerRequest request) {
        Opened opened = login.opened();
        String skey = tokens.issueForLife(opened.sid(), 0, opened.remaining()).accessToken();
        return user.of(opened, request).map(userinfo -> WaferResponse.of(skey, userinfo));
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            return refusal.problem();
        }
        Log.error("A login failed unexpectedly", failure);
        return Problem.of(ProblemCode.INTERNAL_ERROR);
    }

    private static RestResponse<WaferResponse> refusal(Problem problem) {
        ResponseBuilder<WaferResponse> response = ResponseBuilder.<WaferResponse> create(problem.getStatus())
                .entity(WaferResponse.refused(problem.getCode()));
        problem.retryAfterSeconds().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.build();
    }
}
