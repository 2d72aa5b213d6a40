package io.wxsession.oauth2;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.security.SessionPrincipal;
import io.wxsession.session.Session;
import io.wxsession.token.IssuerAndAudience;

/**
 * The response to an introspection (RFC 7662 §2.2). For an inactive token it contains only {@code active}.
 *
 * @param active whether the token is active
 * @param subject the user id
 * @param clientId the AppID of the mini-program
 * @param issuer the {@code iss} claim
 * @param audience the {@code aud} claim
 * @param issuedAt seconds since 1970
 * @param expiresAt seconds since 1970
 * @param handle the handle of the session
 * @param openid WeChat's id of the user in this app
 * @param unionid WeChat's id of the person over apps, or null
 * @param account the bound account, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IntrospectionResponse(
        boolean active,
        @JsonProperty("sub") String subject,
        @JsonProperty("client_id") String clientId,
        @JsonProperty("iss") String issuer,
        @JsonProperty("aud") String audience,
        @JsonProperty("iat") Long issuedAt,
        @JsonProperty("exp") Long expiresAt,
        @JsonProperty("sid") String handle,
        Openid openid,
        Unionid unionid,
        AccountId account) {

    static final IntrospectionResponse INACTIVE = new IntrospectionResponse(false, null, null, null, null, null, null, null,
            null, null, null);

    static IntrospectionResponse of(SessionPrincipal principal, IssuerAndAudience issuerAndAudience) {
        Session session = principal.session();
        return new IntrospectionResponse(true, session.userId().value(), session.appId(), issuerAndAudience.issuer(),
                issuerAndAudience.audience(), principal.claims().issuedAt(), principal.claims().expiresAt(),
                principal.handle().value(), session.openid(), session.unionid(), session.account());
    }
}
