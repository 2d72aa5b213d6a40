package io.wxsession.user;

import java.time.Instant;

import io.wxsession.config.Secret;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;

/**
 * A user of an app, without the session_keys.
 *
 * @param id our id
 * @param appId the mini-program
 * @param openid WeChat's id in this app
 * @param unionid WeChat's id of the person in all apps, or null
 * @param createdAt when the user was created
 * @param registered whether the user has filled in a profile
 * @param nickName or null
 * @param avatarUrl or null
 * @param stale whether WeChat has reported a change since the profile was written
 * @param phoneNumber or null
 * @param account the bound account, or null
 * @param banned whether the user may not log in
 */
public record User(UserId id, String appId, Openid openid, Unionid unionid, Instant createdAt, boolean registered,
        Secret nickName, Secret avatarUrl, boolean stale, PhoneNumber phoneNumber, AccountId account, boolean banned) {

    /** Whether the user is bound to an account. */
    public boolean bound() {
        return account != null;
    }
}
