package io.wxsession.admin;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.wxsession.user.User;

/** A user as back ends see it. */
@RegisterForReflection(targets = { UserDocument.class, UserDocument.ProfileDocument.class })
record UserDocument(String id, String appId, String openid, @JsonInclude(Include.NON_NULL) String unionid, boolean registered,
        boolean bound, @JsonInclude(Include.NON_NULL) String account, ProfileDocument profile, String phoneNumber,
        boolean banned,
        Instant createdAt) {

    static UserDocument of(User user) {
        return new UserDocument(user.id().value(), user.appId(), user.openid(), user.unionid(), user.registered(),
                user.account() != null, user.account(), new ProfileDocument(user.nickName(), user.avatarUrl(), user.stale()),
                user.phone() == null ? null : user.phone().phoneNumber(), user.banned(), user.createdAt());
    }

    @JsonInclude(Include.NON_NULL)
    record ProfileDocument(String nickName, String avatarUrl, boolean stale) {
    }

    @Override
    public String toString() {
        return "UserDocument[" + id + "]";
    }
}
