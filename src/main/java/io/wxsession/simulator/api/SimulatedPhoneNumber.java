package io.wxsession.simulator.api;

import io.vertx.core.json.JsonObject;

/**
 * The phone number that a user has bound to WeChat. It is computed from the user's name and begins like the numbers of
 * WeChat's virtual test accounts.
 *
 * @param pure the number without the country code
 */
public record SimulatedPhoneNumber(String pure, String countryCode) {

    private static final int NUMBERS = 1_000_000;

    /** The phone number of a user. */
    public static SimulatedPhoneNumber of(String user) {
        return new SimulatedPhoneNumber("12066%06d".formatted(Math.floorMod(user.hashCode() * 31, NUMBERS)), "86");
    }

    /** The {@code phone_info} of WeChat's responses. */
    public JsonObject toJson(JsonObject watermark) {
        return new JsonObject().put("phoneNumber", pure).put("purePhoneNumber", pure).put("countryCode", countryCode)
                .put("watermark", watermark);
    }
}
