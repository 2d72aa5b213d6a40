package io.wxsession.simulator;

import java.time.Duration;

/** How long access_tokens last and how many characters they have; WeChat asks for room for 512. */
record SimulatedTokenSettings(Duration lifetime, int length) {

    static final SimulatedTokenSettings DEFAULT = new SimulatedTokenSettings(Duration.ofHours(2), 136);

    String newToken() {
        return RandomText.digits(2) + "_" + RandomText.alphanumeric(length - 3);
    }
}
