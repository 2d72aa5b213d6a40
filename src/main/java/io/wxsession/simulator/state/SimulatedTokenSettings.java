package io.wxsession.simulator.state;

import java.time.Duration;

import io.wxsession.simulator.crypto.RandomText;

/**
 * The settings of new access_tokens.
 *
 * @param lifetime how long a token is valid
 * @param length the number of characters; WeChat's documentation demands room for 512
 */
public record SimulatedTokenSettings(Duration lifetime, int length) {

    /** The settings that WeChat uses. */
    public static final SimulatedTokenSettings DEFAULT = new SimulatedTokenSettings(Duration.ofHours(2), 136);

    String newToken() {
        return RandomText.digits(2) + "_" + RandomText.alphanumeric(length - 3);
    }
}
