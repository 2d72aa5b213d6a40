package io.wxsession.simulator.control;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wxsession.simulator.api.SimulatedPhoneNumber;
import io.wxsession.simulator.crypto.WechatIds;
import io.wxsession.simulator.state.SimulatedApp;

/** The kinds of open data that WeChat encrypts for a phone. WeChat documentation: 开放数据校验与解密. */
enum OpenDataKind {
    /** {@code wx.getUserInfo} as it is since 2022: the ids, but no real name. */
    USER_INFO("userInfo") {
        @Override
        JsonObject of(SimulatedApp app, String user, Instant now) {
            JsonObject info = new JsonObject().put("openId", WechatIds.openid(app.id(), user)).mergeIn(profile());
            return app.unionid() ? info.put("unionId", WechatIds.unionid(user)) : info;
        }

        @Override
        JsonObject profile() {
            return ANONYMOUS_PROFILE.copy();
        }
    },
    /** {@code wx.getUserProfile}, without ids. */
    USER_PROFILE("userProfile") {
        @Override
        JsonObject of(SimulatedApp app, String user, Instant now) {
            return profile();
        }

        @Override
        JsonObject profile() {
            return ANONYMOUS_PROFILE.copy();
        }
    },
    /** The phone number button before it gave codes. */
    PHONE_NUMBER("phoneNumber") {
        @Override
        JsonObject of(SimulatedApp app, String user, Instant now) {
            JsonObject number = SimulatedPhoneNumber.of(user).toJson(null);
            number.remove("watermark");
            return number;
        }
    },
    /** {@code wx.getWeRunData}: the steps of 31 days, each dated by its midnight in Beijing. */
    WE_RUN("weRun") {
        @Override
        JsonObject of(SimulatedApp app, String user, Instant now) {
            JsonArray steps = new JsonArray();
            Instant today = now.atOffset(ZoneOffset.ofHours(8)).truncatedTo(ChronoUnit.DAYS).toInstant();
            for (int ago = 30; ago >= 0; ago--) {
                steps.add(new JsonObject().put("timestamp", today.minus(ago, ChronoUnit.DAYS).getEpochSecond())
                        .put("step", 1000 + 37 * ago));
            }
            return new JsonObject().put("stepInfoList", steps);
        }
    },
    /** {@code wx.getGroupEnterInfo}. */
    GROUP("group") {
        @Override
        JsonObject of(SimulatedApp app, String user, Instant now) {
            return new JsonObject().put("opengid", WechatIds.groupId(app.id()))
                    .put("open_single_roomid", "").put("group_openid", "").put("chat_type", 3);
        }
    };

    private static final JsonObject ANONYMOUS_PROFILE = new JsonObject().put("nickName", "微信用户").put("gender", 0)
            .put("language", "").put("city", "").put("province", "").put("country", "")
            .put("avatarUrl", "https://thirdwx.qlogo.cn/mmopen/vi_32/simulated/132");

    private final String word;

    OpenDataKind(String word) {
        this.word = word;
    }

    /** The data without the watermark. */
    abstract JsonObject of(SimulatedApp app, String user, Instant now);

    /** The part that WeChat also sends in plain text as rawData, or null. */
    JsonObject profile() {
        return null;
    }

    static OpenDataKind byWord(String word) {
        for (OpenDataKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no such kind");
    }
}
