package io.wxsession.simulator.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * WeChat's ids of users and groups. They are computed from the names, so they stay the same when the simulator restarts. A
 * user has one openid per app and one unionid for all apps (WeChat documentation: UnionID 机制说明).
 */
public final class WechatIds {

    private static final int LENGTH = 28;

    private WechatIds() {
    }

    /** The openid of a user in an app. */
    public static String openid(String appId, String user) {
        return id("openid " + appId + ' ' + user);
    }

    /** The unionid of a user, the same in all apps. */
    public static String unionid(String user) {
        return id("unionid " + user);
    }

    /** The id of the group chat in which an app is shared; each app has one. */
    public static String groupId(String appId) {
        return "tG" + id("group " + appId).substring(1);
    }

    private static String id(String seed) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(UTF_8));
            return "o" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, LENGTH - 1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
