package io.wxsession.simulator;

import io.vertx.core.json.JsonObject;

/**
 * The phone number that a user bound to WeChat: made up, and always the same for the same name. It begins as those that
 * WeChat gives to its virtual test accounts.
 */
record SimulatedPhoneNumber(String pure, String countryCode) {

    private static final int NUMBERS = 1_000_000;

    static SimulatedPhoneNumber of(String user) {
        return new SimulatedPhoneNumber("12066%06d".formatted(Math.floorMod(user.hashCode() * 31, NUMBERS)), "86");
    }

    /** As WeChat spells it, with its watermark. */
    JsonObject toJson(JsonObject watermark) {
        return new JsonObject().put("phoneNumber", pure).put("purePhoneNumber", pure).put("countryCode", countryCode)
                .put("watermark", watermark);
    }
}
