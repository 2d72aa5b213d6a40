package io.wxsession.backend;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.user.User;
import io.wxsession.user.UserResponse.ProfileResponse;

/** A user in responses to back ends. */
@RegisterForReflection
record BackendUserResponse(String id, String appId, Openid openid, @JsonInclude(Include.NON_NULL) Unionid unionid,
        boolean registered,
        boolean bound, @JsonInclude(Include.NON_NULL) AccountId account, ProfileResponse profile,
        @Schema(nullable = true) Secret phoneNumber,
        boolean banned,
        Instant createdAt) {

    static BackendUserResponse of(User user) {
        return new BackendUserResponse(user.id().value(), user.appId(), user.openid(), user.unionid(), user.registered(),
                user.bound(), user.account(),
                new ProfileResponse(user.nickName(), user.avatarUrl(), user.stale()),
                user.phoneNumber() == null ? null : user.phoneNumber().phoneNumber(), user.banned(), user.createdAt());
    }
}
