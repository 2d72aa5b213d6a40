package io.wxsession.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An id is read from its one spelling, and nothing else is an id. */
class IdPropertiesTest {

    @Property
    void anIdHasOneSpelling(@ForAll("nearlyIds") String text) {
        Optional<SessionId> id = SessionId.parse(text);
        id.ifPresent(it -> {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)).isEqualTo(text);
            assertThat(it.handle().partition()).isEqualTo(Partition.in(bytes));
            assertThat(SessionHandle.parse(it.handle().value())).contains(it.handle());
        });
    }

    @Property
    void noTextMakesReadingFail(@ForAll String text) {
        SessionId.parse(text);
        SessionHandle.parse(text);
        UserId.parse(text);
        AccountId.parse(text);
    }

    @Provide
    Arbitrary<String> nearlyIds() {
        return Arbitraries.strings().withChars("AABCDEFghijklmnop0123456789-_=+/").ofLength(33)
                .flatMap(rest -> Arbitraries.of("AA", "AB", "AP", "D_", "D-", "BA").map(start -> start + rest));
    }
}
