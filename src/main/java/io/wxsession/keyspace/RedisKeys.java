package io.wxsession.keyspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.Base64;
import java.util.List;

import io.wxsession.config.Secret;
import io.wxsession.sealing.Sha256;

/**
 * The name of every key in Redis. Keys of one user share a partition, named by the hash tag in braces, so one script can change
 * them together. All other keys are on their own.
 */
public final class RedisKeys {

    private RedisKeys() {
    }

    /** The session record. */
    public static String session(SessionHandle handle) {
        return partition(handle.partition()) + "s:" + handle.value();
    }

    /** A pattern of Redis for the records of all sessions. */
    public static String allSessions() {
        return "wxs:{*}:s:*";
    }

    /** The attributes that back ends attached to the session. */
    public static String attributes(SessionHandle handle) {
        return partition(handle.partition()) + "sa:" + handle.value();
    }

    /** Why the session ended. */
    public static String endReason(SessionHandle handle) {
        return partition(handle.partition()) + "t:" + handle.value();
    }

    /** The three keys that a script needs to end the session, in the order that scripts expect. */
    public static List<String> ending(SessionHandle handle) {
        return List.of(session(handle), attributes(handle), endReason(handle));
    }

    /** The user. */
    public static String user(UserId user) {
        return partition(user.partition()) + "u:" + user.value();
    }

    /** The index of a user's sessions: their handles, sorted by expiry. */
    public static String sessionIndex(UserId user) {
        return partition(user.partition()) + "us:" + user.value();
    }

    /** The registry of an app's users in a partition: a hash from openid to user id. */
    public static String registry(Partition partition, String appId) {
        return partition(partition) + "i:" + appId;
    }

    /** How many of the users in the registry are registered, and how many are bound. */
    public static String userCounts(Partition partition, String appId) {
        return registry(partition, appId) + ":counts";
    }

    /** How many sessions of each app are live in the partition. */
    public static String liveSessions(Partition partition) {
        return partition(partition) + "live";
    }

    /** The mark that a replica counts the users and sessions anew, or has done so. */
    public static String recountClaim() {
        return "wxs:recount";
    }

    /**
     * The mark that the user of an openid was banned when it was erased.
     *
     * @param hash a keyed hash of app and openid
     */
    public static String ban(Partition partition, String hash) {
        return partition(partition) + "b:" + hash;
    }

    /** The mark that an event of WeChat about this user has taken effect. */
    public static String pushEvent(UserId user, String eventId) {
        return partition(user.partition()) + "e:" + hash(eventId);
    }

    /** The claim of a login code. */
    public static String codeClaim(String appId, Secret code) {
        return "wxs:code:" + hash(appId + '\0' + code.value());
    }

    /** The ids of all users that are one person. */
    public static String unionMembers(Unionid unionid) {
        return "wxs:union:" + hash(unionid.value());
    }

    /** The claim of an account by a user. */
    public static String accountClaim(String appId, AccountId account) {
        return "wxs:acct:" + appId + ':' + account.value();
    }

    /** The app's access_token of WeChat, sealed, and the lock under which it is renewed. */
    public static String wechatAccessToken(String appId) {
        return "wxs:at:" + appId;
    }

    /** The approximate set of the users who were active on a day (UTC). */
    public static String activeUsers(String appId, LocalDate day) {
        return "wxs:dau:" + appId + ':' + day;
    }

    /** The number of users who were new on a day (UTC). */
    public static String newUsers(String appId, LocalDate day) {
        return "wxs:new:" + appId + ':' + day;
    }

    /** The counter of a rate limit. */
    public static String rateLimit(String limit, String subject) {
        return "wxs:limit:" + limit + ':' + hash(subject);
    }

    /** The body with which a nonce of a plain push was seen. */
    public static String pushNonce(String appId, String timestamp, String nonce) {
        return "wxs:nonce:" + hash(appId + '\0' + timestamp + '\0' + nonce);
    }

    private static String partition(Partition partition) {
        return "wxs:{" + partition.tag() + "}:";
    }

    /** Codes, unionids, nonces, events and the subjects of limits appear in keys as their SHA-256 only. */
    private static String hash(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(text.getBytes(UTF_8)));
    }
}
