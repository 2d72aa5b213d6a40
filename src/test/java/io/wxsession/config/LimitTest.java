package io.wxsession.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

    @Test
    void aLimitIsSoManyWithinATime() {
        assertThat(Limit.valueOf("60/1M")).isEqualTo(new Limit(60, Duration.ofMinutes(1)));
        assertThat(Limit.valueOf(" 10/10S ")).isEqualTo(new Limit(10, Duration.ofSeconds(10)));
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(Limit.valueOf("0").isOff()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "60", "60/", "/1M", "-1/1M", "0/1M", "1/0S", "1/1M/1M", "many/1M" })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Limit.valueOf(text)).isInstanceOf(RuntimeException.class);
    }
}
