package io.wxsession.simulator.control;

import java.util.Map;

import io.vertx.core.json.JsonObject;
import io.wxsession.simulator.crypto.WechatIds;
import io.wxsession.simulator.crypto.WechatSignatures;

/** The content of an event about a user. WeChat documentation: 事件通知. */
final class WechatEvent {

    private static final int NAME_LENGTH = 12;

    private WechatEvent() {
    }

    /**
     * The fields in WeChat's order.
     *
     * @param now the CreateTime, unless the options set another
     * @param options {@code event} and what is unusual about it; {@code fields} override other fields, null removes one
     */
    static JsonObject fields(String appId, String openid, long now, JsonObject options) {
        JsonObject fields = new JsonObject().put("ToUserName", account(appId)).put("FromUserName", sender(appId))
                .put("CreateTime", options.getLong("createTime", now)).put("MsgType", "event")
                .put("Event", options.getString("event"));
        boolean lowerCase = options.getBoolean("lowerCaseFields", false);
        fields.put(lowerCase ? "openid" : "OpenID", openid).put(lowerCase ? "appid" : "AppID", appId);
        if (options.containsKey("revokeInfo")) {
            fields.put("RevokeInfo", options.getValue("revokeInfo").toString());
        }
        for (Map.Entry<String, Object> other : options.getJsonObject("fields", new JsonObject())) {
            fields.put(other.getKey(), other.getValue());
            if (other.getValue() == null) {
                fields.remove(other.getKey());
            }
        }
        return fields;
    }

    /** The original id of the account of the app. */
    static String account(String appId) {
        return "gh_" + WechatSignatures.push(appId).substring(0, NAME_LENGTH);
    }

    /** The sender of pushes: a user that stands for the WeChat platform. */
    static String sender(String appId) {
        return WechatIds.openid(appId, "the platform itself");
    }
}
