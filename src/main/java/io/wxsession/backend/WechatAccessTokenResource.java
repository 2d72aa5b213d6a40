package io.wxsession.backend;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.vertx.http.runtime.security.annotation.BasicAuthentication;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.security.CurrentServiceClient;
import io.wxsession.security.ServiceClient;
import io.wxsession.wechat.WechatAccessTokenCustody;
import io.wxsession.wechat.app.App;
import io.wxsession.wechat.app.Apps;

/**
 * Gives back ends the shared WeChat access token of an app, so that they need no AppSecret and never force a refresh, which would
 * invalidate the shared one.
 */
@Path("/internal/v1/apps/{appId}/access-token")
@BasicAuthentication
@RolesAllowed(ServiceClient.ACCESS_TOKEN)
@Tag(name = "Apps")
@SecurityRequirement(name = "serviceClient")
@Cancellable(false)
public class WechatAccessTokenResource {

    private final Apps apps;
    private final WechatAccessTokenCustody tokens;
    private final CurrentServiceClient client;

    WechatAccessTokenResource(Apps apps, WechatAccessTokenCustody tokens, CurrentServiceClient client) {
        this.apps = apps;
        this.tokens = tokens;
        this.client = client;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "accessToken", summary = "The app's shared access_token for WeChat's server API")
    @APIResponseSchema(WechatAccessTokenResponse.class)
    @APIResponse(responseCode = "429", ref = "Problem429")
    @APIResponse(responseCode = "502", ref = "Problem502")
    public Uni<WechatAccessTokenResponse> accessToken(@RestPath String appId) {
        App app = apps.byId(appId).orElseThrow(CurrentServiceClient::notFound);
        client.requireApp(appId);
        return tokens.of(app).map(token -> new WechatAccessTokenResponse(token.value(), token.expiresIn()));
    }

    record WechatAccessTokenResponse(Secret accessToken, long expiresIn) {
    }
}
