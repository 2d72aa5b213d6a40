package io.wxsession.keyspace;

import java.util.List;

/** The names of our keys in Redis that belong to users and sessions. */
public final class RedisKeys {

    private RedisKeys() {
    }

    /** The session record. */
    public static String session(SessionHandle handle) {
        return prefix(handle.partition()) + "s:" + handle.value();
    }

    /** What back ends attached to the session. */
    public static String attributes(SessionHandle handle) {
        return prefix(handle.partition()) + "sa:" + handle.value();
    }

    /** Why the session ended. */
    public static String tombstone(SessionHandle handle) {
        return prefix(handle.partition()) + "t:" + handle.value();
    }

    /** Everything that a script needs to end the session, in the order that the scripts expect. */
    public static List<String> ending(SessionHandle handle) {
        return List.of(session(handle), attributes(handle), tombstone(handle));
    }

    /** The hash from openid to user id of this app. */
    public static String registry(Partition partition, String appId) {
        return prefix(partition) + "i:" + appId;
    }

    /** The user. */
    public static String user(UserId user) {
        return prefix(user.partition()) + "u:" + user.value();
    }

    /** The handles of the user's sessions, sorted by expiry. */
    public static String sessionsOf(UserId user) {
        return prefix(user.partition()) + "us:" + user.value();
    }

    /** How many of the users in the registry are registered, and how many bound. */
    public static String counts(Partition partition, String appId) {
        return registry(partition, appId) + ":counts";
    }

    /** That an event has taken effect. */
    public static String event(Partition partition, String hash) {
        return prefix(partition) + "e:" + hash;
    }

    /** The approximate set of the users who were active on a day. */
    public static String activeUsers(String appId, String day) {
        return "wxs:dau:" + appId + ':' + day;
    }

    /** How many users were new on a day. */
    public static String newUsers(String appId, String day) {
        return "wxs:new:" + appId + ':' + day;
    }

    private static String prefix(Partition partition) {
        return "wxs:{" + partition.tag() + "}:";
    }
}
