package io.wxsession.user;

import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** A login and an erasure that overtake each other, which cannot be made to happen through HTTP. */
@QuarkusTest
class UnionStoreTest extends ServiceTest {

    @Inject
    UnionStore unions;

    private final Unionid unionid = new Unionid("union-" + System.nanoTime());
    private UserId user;

    @BeforeEach
    void logInAUser() {
        user = new UserId(logIn(Wechat.newPhone()).userId());
    }

    private boolean isMember() {
        return RedisInspector.command(Command.SISMEMBER, RedisKeys.unionMembers(unionid), user.value()).toBoolean();
    }

    private void add() {
        unions.add(unionid, user).await().atMost(Duration.ofSeconds(20));
    }

    @Test
    void aUserIsAdded() {
        add();
        assertThat(isMember()).isTrue();
    }

    @Test
    void aUserWhoWasErasedMeanwhileIsNotKept() {
        TestServiceClient.OPERATOR.request().delete("/internal/v1/users/" + user.value()).then().statusCode(204);
        add();
        assertThat(isMember()).isFalse();
    }

    @Test
    void aUserWhoIsJustBeingErasedIsNotKept() {
        RedisInspector.command(Command.HSET, RedisKeys.user(user), "erasing", 1);
        add();
        assertThat(isMember()).isFalse();
    }
}
