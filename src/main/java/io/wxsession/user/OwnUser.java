package io.wxsession.user;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A user as its own phone sees it.
 *
 * @param id our id
 * @param registered whether the user has filled in a profile
 * @param bound whether the user is bound to an account
 * @param profile what the user says of itself
 * @param phoneNumber masked, or null
 * @param createdAt when we first knew the user
 */
@RegisterForReflection(targets = { OwnUser.class, OwnUser.OwnProfile.class })
record OwnUser(String id, boolean registered, boolean bound, OwnProfile profile, String phoneNumber, Instant createdAt) {

    static OwnUser of(User user) {
        return new OwnUser(user.id().value(), user.registered(), user.account() != null,
                new OwnProfile(user.nickName(), user.avatarUrl(), user.stale()),
                user.phone() == null ? null : user.phone().masked(), user.createdAt());
    }

    /**
     * A profile.
     *
     * @param nickName or null
     * @param avatarUrl or null
     * @param stale whether WeChat has said since that it has changed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OwnProfile(String nickName, String avatarUrl, boolean stale) {
    }

    @Override
    public String toString() {
        return "OwnUser[" + id + "]";
    }
}
