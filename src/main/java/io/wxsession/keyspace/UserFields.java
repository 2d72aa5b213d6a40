package io.wxsession.keyspace;

import java.util.List;

/**
 * The fields of a user's hash in Redis. The scripts use the same names. The session_keys and the claim to the account have
 * fields that only scripts use.
 */
public final class UserFields {

    /** The AppID. Every user has it, so where it is missing there is no user. */
    public static final String APP = "app";
    /** WeChat's id of the user in the app. */
    public static final String OPENID = "openid";
    /** WeChat's id of the person in all apps. */
    public static final String UNIONID = "unionid";
    /** When the user was created, in milliseconds since 1970. */
    public static final String CREATED = "created";
    /** When the user first filled in a profile. */
    public static final String REGISTERED = "registered";
    /** The nickname. */
    public static final String NICK_NAME = "nick";
    /** The address of the avatar, in pieces: Redis keeps a hash compact while no value has more than 64 bytes. */
    public static final List<String> AVATAR_PIECES = List.of("avatar", "avatar-2", "avatar-3", "avatar-4");
    /** Present if WeChat has reported a change since the profile was written. */
    public static final String STALE = "stale";
    /** The phone number, sealed. */
    public static final String PHONE_NUMBER = "phone";
    /** The bound account. */
    public static final String ACCOUNT = "account";
    /** When the user was banned; present while the ban lasts. */
    public static final String BANNED = "banned";
    /** When the erasure began. Such a user is gone for all but the erasure. */
    public static final String ERASING = "erasing";

    private UserFields() {
    }
}
