package io.wxsession.admin;

import java.net.URI;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** One address both finds a user and exports all: JAX-RS tells methods apart by media type, but not by what is asked for. */
class UserSearchRouting {

    @ServerRequestFilter(preMatching = true)
    void route(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        if (request.getMethod().equals(HttpMethod.GET) && uri.getPath().equals(UserSearchResource.PATH)) {
            MultivaluedMap<String, String> query = uri.getQueryParameters();
            if (!query.containsKey("openid") && !query.containsKey("account")) {
                URI export = uri.getRequestUriBuilder().path(UserSearchResource.EXPORT).build();
                request.setRequestUri(export);
            }
        }
    }
}
