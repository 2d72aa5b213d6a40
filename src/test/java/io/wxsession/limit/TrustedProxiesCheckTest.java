package io.wxsession.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesCheckTest {

    private static List<String> faults(String... proxies) {
        return new TrustedProxiesCheck(true, Optional.of(List.of(proxies))).faults();
    }

    @ParameterizedTest
    @ValueSource(strings = { "10.1.2.3", " 10.1.2.3", "10.1.2.3 ", "10.1.2.3:8080", "10.2.0.0/16", "\t10.2.0.0/16", "localhost",
            "gateway.internal", "gateway-1.internal.:8080", "gw_1", "10.255.0.1", "[::1]", "[2001:db8::1]:8080",
            "2001:db8::/32" })
    void whatQuarkusUnderstandsIsTaken(String proxy) {
        assertThat(faults(proxy)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "10.1.2.3 10.1.2.4", "10.2.0.0/16 # gateway", "10.1.2.3#gateway", "10.1.2.3\n10.1.2.4",
            "10.2.0.0/16 ", "10.2.0.0/", "# gateway", "10.1.2.3;10.1.2.4", "10.1.*", "10.1.2.0-10.1.2.9", "10.1.2.300",
            "10.1", "[::ffff:10.1.2.3]" })
    void whatQuarkusTakesForANameThatCannotExistIsRefused(String proxy) {
        assertThat(faults("10.9.9.9", proxy)).singleElement().asString()
                .startsWith("quarkus.http.proxy.trusted-proxies contains '" + proxy + "'").contains("separate them by commas");
    }

    @ParameterizedTest
    @ValueSource(strings = { "::1", " 2001:db8::1" })
    void anIpv6AddressWithoutBracketsIsRefused(String proxy) {
        assertThat(faults(proxy)).singleElement().asString().contains("in brackets");
    }

    @Test
    void withoutProxiesThereIsNothingToRefuse() {
        assertThat(new TrustedProxiesCheck(true, Optional.empty()).faults()).isEmpty();
    }

    @Test
    void whoTrustsEverybodyIsWarned() {
        assertThat(new TrustedProxiesCheck(true, Optional.empty()).warnings()).singleElement().asString()
                .contains("quarkus.http.proxy.trusted-proxies is empty");
        assertThat(new TrustedProxiesCheck(true, Optional.of(List.of("10.1.2.3"))).warnings()).isEmpty();
        assertThat(new TrustedProxiesCheck(false, Optional.empty()).warnings()).isEmpty();
    }
}
