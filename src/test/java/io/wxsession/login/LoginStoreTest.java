package io.wxsession.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.IdGenerator;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.UserId;
import io.wxsession.login.LoginOutcome.Opened;
import io.wxsession.login.LoginStore.NewSession;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.wechat.CodeExchange.Granted;

/** What happens between a login's look at the registry and its script, which cannot be made to happen through HTTP. */
@QuarkusTest
class LoginStoreTest extends ServiceTest {

    @Inject
    LoginStore logins;
    @Inject
    IdGenerator ids;

    private final Openid openid = new Openid("openid-" + System.nanoTime());

    private Opened logInHavingSeen(Optional<UserId> known) {
        NewSession session = new NewSession(ids.sessionId(Partition.of(TestEnvironment.APP, openid)).handle(), null,
                "d".repeat(22));
        Granted granted = new Granted(openid, null, new Secret("AAAAAAAAAAAAAAAAAAAAAA=="));
        LoginOutcome outcome = logins.open(known, TestEnvironment.APP, granted, session, List.of()).await()
                .atMost(Duration.ofSeconds(20));
        assertThat(outcome).isInstanceOf(Opened.class);
        return (Opened) outcome;
    }

    @Test
    void whoWasErasedMeanwhileIsANewUser() {
        UserId erased = logInHavingSeen(Optional.empty()).session().userId();
        TestServiceClient.OPERATOR.request().delete("/internal/v1/users/" + erased.value()).then().statusCode(204);
        assertThat(logInHavingSeen(Optional.of(erased))).matches(Opened::newUser)
                .extracting(it -> it.session().userId(), type(UserId.class)).isNotEqualTo(erased);
    }

    @Test
    void whoWasCreatedMeanwhileIsThatUser() {
        UserId created = logInHavingSeen(Optional.empty()).session().userId();
        assertThat(logInHavingSeen(Optional.empty())).matches(it -> !it.newUser())
                .extracting(it -> it.session().userId(), type(UserId.class)).isEqualTo(created);
    }
}
