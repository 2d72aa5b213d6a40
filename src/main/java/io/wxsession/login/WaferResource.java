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
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;
import io.wxsession.http.RedactedJson;
import io.wxsession.limit.ClientAddresses;
import io.wxsession.security.CredentialCarriers;
import io.wxsession.token.AccessTokenIssuer.Lifetime;
import io.wxsession.wechat.app.Apps;

/**
 * Logs in phones that use Tencent's wafer client (npm wafer2-client-sdk). It sends headers and expects an envelope, whose
 * {@code skey} it later sends as {@code X-WX-Skey}. Not found unless {@code wxsession.compat.wafer} is set.
 */
@Path("/v1/compat/wafer/login")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Wafer")
@Cancellable(false)
public class WaferResource {

    /**
     * WeChat sets the Referer of every request of a mini-program: https://servicewechat.com/{appId}/{version}/page-frame.html.
     */
    private static final Pattern REFERER = Pattern.compile("https://servicewechat\\.com/([A-Za-z0-9]+)/.*");

    private final Apps apps;
    private final LoginService logins;
    private final CredentialCarriers carriers;
    private final ClientAddresses addresses;
    private final WaferUserInfo user;
    private final Validator validator;
    private final WxsessionConfig config;

    WaferResource(Apps apps, LoginService logins, CredentialCarriers carriers, ClientAddresses addresses, WaferUserInfo user,
            Validator validator, WxsessionConfig config) {
        this.apps = apps;
        this.logins = logins;
        this.carriers = carriers;
        this.addresses = addresses;
        this.user = user;
        this.validator = validator;
        this.config = config;
    }

    @GET
    @Operation(operationId = "waferLogin", summary = "Log in with the wafer client")
    public Uni<RestResponse<WaferResponse>> get(@RestHeader("X-WX-Code") String code, @RestQuery String appId,
            @Context HttpServerRequest request) {
        return login(code, appId, request);
    }

    @POST
    @Operation(operationId = "waferLoginByPost", summary = "Log in with the wafer client")
    public Uni<RestResponse<WaferResponse>> post(@RestHeader("X-WX-Code") String code, @RestQuery String appId,
            @Context HttpServerRequest request) {
        return login(code, appId, request);
    }

    private Uni<RestResponse<WaferResponse>> login(String code, String appId, HttpServerRequest request) {
        if (!config.compat().wafer()) {
            return Uni.createFrom().failure(Problem.of(ProblemCode.NOT_FOUND).exception());
        }
        return Uni.createFrom()
                .deferred(() -> logins.login(loginRequest(code, appId, request), LoginOrigin.of(request, carriers, addresses),
                        Lifetime.SESSION))
                .chain(login -> response(login, request))
                .map(RestResponse::ok)
                .onFailure().recoverWithItem(failure -> refusal(problem(failure)));
    }

    private LoginRequest loginRequest(String code, String appId, HttpServerRequest request) {
        LoginRequest login = new LoginRequest(Optional.ofNullable(appId).or(() -> refererApp(request)).orElse(null),
                Secret.ofNullable(code),
                null);
        if (!validator.validate(login).isEmpty()) {
            throw Problem.of(ProblemCode.INVALID_REQUEST).exception();
        }
        return login;
    }

    /** The app that the request comes from, if it is configured. */
    private Optional<String> refererApp(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Referer"))
                .map(REFERER::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .filter(appId -> apps.byId(appId).isPresent());
    }

    private Uni<WaferResponse> response(LoggedIn login, HttpServerRequest request) {
        return user.of(login, request)
                .map(userinfo -> WaferResponse.of(login.access().value(), new RedactedJson(userinfo)));
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
