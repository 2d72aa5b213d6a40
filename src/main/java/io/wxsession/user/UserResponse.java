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
@RegisterForReflection(targets = { UserResponse.class, UserResponse.ProfileResponse.class })
record UserResponse(String id, boolean registered, boolean bound, ProfileResponse profile, String phoneNumber,
        Instant createdAt) {

    static UserResponse of(User user) {
        return new UserResponse(user.id().value(), user.registered(), user.account() != null,
                new ProfileResponse(user.nickName(), user.avatarUrl(), user.stale()),
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
    record ProfileResponse(String nickName, String avatarUrl, boolean stale) {
    }

    @Override
    public String toString() {
        return "UserResponse[" + id + "]";
    }
}
