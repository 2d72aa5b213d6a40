package io.wxsession.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class OutageLinesTest {

    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void eachCauseIsDueOnceAnInterval() {
        OutageLines lines = new OutageLines(LONG, LONG);
        assertThat(lines.failureIsDue("no answer")).isTrue();
        assertThat(lines.failureIsDue("no answer")).isFalse();
        assertThat(lines.failureIsDue("refused")).isTrue();
    }

    @Test
    void aRecoveryIsDueOnceAndOnlyAfterAFailure() {
        OutageLines lines = new OutageLines(Duration.ZERO, Duration.ZERO);
        assertThat(lines.recoveryIsDue()).isFalse();
        lines.failureIsDue("no answer");
        assertThat(lines.recoveryIsDue()).isTrue();
        assertThat(lines.recoveryIsDue()).isFalse();
    }

    @Test
    void whoEndsDoesNotComplainOfWhatItClosesItself() {
        OutageLines lines = new OutageLines(Duration.ZERO, LONG);
        lines.end();
        assertThat(lines.failureIsDue("closed")).isFalse();
    }

    @Test
    void aSuccessSoonAfterAFailureIsNoRecovery() {
        OutageLines lines = new OutageLines(LONG, LONG);
        lines.failureIsDue("no answer");
        assertThat(lines.recoveryIsDue()).isFalse();
    }

    @Test
    void theNextOutageIsSaidHoweverSoonItComes() {
        OutageLines lines = new OutageLines(LONG, Duration.ZERO);
        lines.failureIsDue("no answer");
        lines.recoveryIsDue();
        assertThat(lines.failureIsDue("no answer")).isTrue();
        assertThat(lines.recoveryIsDue()).isTrue();
    }
}
