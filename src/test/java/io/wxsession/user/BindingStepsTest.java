package io.wxsession.user;

import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.UserId;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;
import io.wxsession.user.AccountClaimStore.Claimed;
import io.wxsession.user.AccountClaimStore.Taken;
import io.wxsession.user.UserChangeStore.BindingOutcome;

/** What may happen between the steps of a binding, which cannot be made to happen through HTTP. */
@QuarkusTest
class BindingStepsTest extends ServiceTest {

    @Inject
    AccountClaimStore claims;
    @Inject
    UserChangeStore users;

    private final AccountId account = new AccountId("account-" + System.nanoTime());
    private UserId user;

    @BeforeEach
    void logInAUser() {
        user = new UserId(logIn(Wechat.newPhone()).userId());
    }

    private static <T> T outcome(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }

    private Claimed claimAccount() {
        return (Claimed) outcome(claims.claim(TestEnvironment.APP, account, user));
    }

    private BindingOutcome bind(Claimed claimed, Duration ago) {
        Claimed earlier = new Claimed(claimed.claim(), claimed.at() - ago.toMillis());
        return outcome(users.bind(user, TestEnvironment.APP, account, earlier));
    }

    @Test
    void aClaimOfMoreThanHalfAMinuteAgoBindsNobody() {
        assertThat(bind(claimAccount(), Duration.ofSeconds(31))).isEqualTo(BindingOutcome.LATE);
    }

    @Test
    void anEarlierClaimBinds() {
        assertThat(bind(claimAccount(), Duration.ofSeconds(5))).isEqualTo(BindingOutcome.BOUND);
    }

    @Test
    void onlyWhoKnowsTheWholeClaimReleasesTheAccount() {
        String claim = claimAccount().claim();
        UserId other = new UserId(logIn(Wechat.newPhone()).userId());
        outcome(claims.release(TestEnvironment.APP, account, claim + "x"));
        assertThat(outcome(claims.claim(TestEnvironment.APP, account, other))).isInstanceOf(Taken.class);
        outcome(claims.release(TestEnvironment.APP, account, claim));
        assertThat(outcome(claims.claim(TestEnvironment.APP, account, other))).isInstanceOf(Claimed.class);
    }
}
