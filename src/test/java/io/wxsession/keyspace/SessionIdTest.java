package io.wxsession.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTest {

    private final IdGenerator ids = new IdGenerator();
    private final Partition partition = new Partition(0x17);

    @Test
    void anIdNamesItsPartitionAndSoDoesItsHandle() {
        SessionHandle handle = ids.sessionId(partition).handle();
        assertThat(handle.partition()).isEqualTo(partition);
        assertThat(RedisKeys.session(handle)).isEqualTo("wxs:{p017}:s:" + handle.value());
    }

    @Test
    void theHandleOfAnIdIsAlwaysTheSameAndSaysNothingOfIt() {
        SessionId id = ids.sessionId(partition);
        assertThat(id.handle()).isEqualTo(new SessionId(id.value()).handle());
        assertThat(id.handle().value()).hasSize(24).isNotEqualTo(id.value().substring(0, 24));
        assertThat(id.toString()).doesNotContain(id.value());
    }

    @Test
    void noTwoIdsAreTheSame() {
        Set<SessionId> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(ids.sessionId(partition))).isTrue();
        }
    }

    @Test
    void aUserBelongsToOnePartitionAndUsersSpreadOverAll() {
        assertThat(Partition.of("wx1", new Openid("o1"))).isEqualTo(Partition.of("wx1", new Openid("o1")));
        Set<Partition> seen = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            seen.add(Partition.of("wx1", new Openid("o" + i)));
        }
        assertThat(seen).hasSize(1024).allMatch(it -> it.tag().matches("p[0-3][0-9a-f]{2}"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "x", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi=", "________AAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB", "AAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "AAAA+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
    void whatWeCouldNotHaveMadeIsNoSessionId(String text) {
        assertThat(SessionId.parse(text)).isEmpty();
    }
}
