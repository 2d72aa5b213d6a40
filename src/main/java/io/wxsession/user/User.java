package io.wxsession.user;

import java.time.Instant;

import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;

/**
 * A user of an app as Redis keeps it, but for the session_keys.
 *
 * @param id our id
 * @param appId the mini-program
 * @param openid WeChat's id in this app
 * @param unionid WeChat's id of the person over apps, or null
 * @param createdAt when we first knew the user
 * @param registered whether the user has filled in a profile
 * @param nickName as the user wrote it, or null
 * @param avatarUrl as the user gave it, or null
 * @param stale whether WeChat has said since that the profile has changed
 * @param phone the phone number, or null
 * @param account the bound account, or null
 * @param banned whether the user may not log in
 */
public record User(UserId id, String appId, Openid openid, Unionid unionid, Instant createdAt, boolean registered,
        String nickName, String avatarUrl, boolean stale, PhoneNumber phone, AccountId account, boolean banned) {

    @Override
    public String toString() {
        return "User[" + id + " of " + appId + "]";
    }
}
