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
 * What a token is worth (RFC 7662 §2.2); of an inactive one nothing else is told.
 *
 * @param active whether it opens doors now
 * @param subject our id of the user
 * @param clientId the mini-program
 * @param issuer who issued it
 * @param audience for whom
 * @param issuedAt seconds since 1970
 * @param expiresAt seconds since 1970
 * @param handle the public name of the session
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

    static IntrospectionResponse of(SessionPrincipal caller, IssuerAndAudience parties) {
        Session session = caller.session();
        return new IntrospectionResponse(true, session.userId().value(), session.appId(), parties.issuer(), parties.audience(),
                caller.token().issuedAt(), caller.token().expiresAt(), caller.handle().value(), session.openid(),
                session.unionid(), session.account());
    }
}
