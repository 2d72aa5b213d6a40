package io.wxsession.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * WeChat's ids of its users. They follow from the names alone, so that a user stays the same one when the simulator starts
 * anew.
 * The same human has another openid in each app and one unionid over all (WeChat documentation: UnionID 机制说明).
 */
final class WechatIds {

    private static final int LENGTH = 28;

    private WechatIds() {
    }

    static String openid(String appId, String user) {
        return id("openid " + appId + ' ' + user);
    }

    static String unionid(String user) {
        return id("unionid " + user);
    }

    /** The id of the one group chat that an app is known in. */
    static String groupId(String appId) {
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
