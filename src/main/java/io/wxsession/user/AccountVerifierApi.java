package io.wxsession.user;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;

/** The wire interface of the account verifier. */
@Path("/")
@RegisterRestClient(configKey = "verifier")
interface AccountVerifierApi {

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.WILDCARD)
    Uni<RestResponse<byte[]>> verify(@Url String url, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            byte[] body);
}
