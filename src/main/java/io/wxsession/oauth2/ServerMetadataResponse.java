package io.wxsession.oauth2;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The server metadata of RFC 8414 §2. This service issues no tokens over OAuth, so it supports no grant type and no response
 * type and has no token endpoint.
 */
record ServerMetadataResponse(
        String issuer,
        @JsonProperty("jwks_uri") String jwksUri,
        @JsonProperty("introspection_endpoint") String introspectionEndpoint,
        @JsonProperty("introspection_endpoint_auth_methods_supported") List<String> introspectionAuthMethods,
        @JsonProperty("revocation_endpoint") String revocationEndpoint,
        @JsonProperty("revocation_endpoint_auth_methods_supported") List<String> revocationAuthMethods,
        @JsonProperty("response_types_supported") List<String> responseTypes,
        @JsonProperty("grant_types_supported") List<String> grantTypes) {

    static ServerMetadataResponse at(String base, String issuer) {
        return new ServerMetadataResponse(issuer, base + "/.well-known/jwks.json",
                base + "/oauth2/introspect", List.of("client_secret_basic"),
                base + "/oauth2/revoke", List.of("client_secret_basic", "none"),
                List.of(), List.of());
    }
}
