package io.wxsession.backend;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.user.User;

/** A user as back ends see it. */
@RegisterForReflection(targets = { BackendUserResponse.class, BackendUserResponse.ProfileDocument.class })
record BackendUserResponse(String id, String appId, Openid openid, @JsonInclude(Include.NON_NULL) Unionid unionid,
        boolean registered,
        boolean bound, @JsonInclude(Include.NON_NULL) AccountId account, ProfileDocument profile, String phoneNumber,
        boolean banned,
        Instant createdAt) {

    static BackendUserResponse of(User user) {
        return new BackendUserResponse(user.id().value(), user.appId(), user.openid(), user.unionid(), user.registered(),
                user.account() != null, user.account(), new ProfileDocument(user.nickName(), user.avatarUrl(), user.stale()),
                user.phone() == null ? null : user.phone().phoneNumber(), user.banned(), user.createdAt());
    }

    @JsonInclude(Include.NON_NULL)
    record ProfileDocument(String nickName, String avatarUrl, boolean stale) {
    }
}
