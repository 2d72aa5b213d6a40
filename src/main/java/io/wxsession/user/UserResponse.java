package io.wxsession.user;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.wxsession.config.Secret;

/**
 * The current user.
 *
 * @param id our id
 * @param registered whether the user has filled in a profile
 * @param bound whether the user is bound to an account
 * @param profile the profile
 * @param phoneNumber masked, or null
 * @param createdAt when the user was created
 */
@RegisterForReflection(targets = { UserResponse.class, UserResponse.ProfileResponse.class })
public record UserResponse(String id, boolean registered, boolean bound, ProfileResponse profile,
        @Schema(nullable = true) String phoneNumber,
        Instant createdAt) {

    static UserResponse of(User user) {
        return new UserResponse(user.id().value(), user.registered(), user.bound(),
                new ProfileResponse(user.nickName(), user.avatarUrl(), user.stale()),
                user.phoneNumber() == null ? null : user.phoneNumber().masked(), user.createdAt());
    }

    /**
     * The profile.
     *
     * @param nickName or null
     * @param avatarUrl or null
     * @param stale whether WeChat has reported a change since the profile was written
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ProfileResponse(Secret nickName, Secret avatarUrl, boolean stale) {
    }
}
