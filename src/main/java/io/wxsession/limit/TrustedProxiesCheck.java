package io.wxsession.limit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.wxsession.config.StartupCheck;

/**
 * Refuses trusted proxies that would trust nobody. Quarkus takes whatever is neither an address nor a network for the name of a
 * host, and a name that cannot exist is never resolved. Warns if everybody is trusted.
 */
@Singleton
class TrustedProxiesCheck implements StartupCheck {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";
    private static final String IPV6 = "\\[[0-9A-Fa-f:]+]";
    /** Its last label is not a number, or it would be an address that is not complete. */
    private static final String NAME = "([\\w-]+\\.)*[\\w-]*[A-Za-z_-][\\w-]*\\.?";
    private static final String NETWORK = "[0-9A-Fa-f:.]+/\\d+";
    /** As Quarkus reads them: it ignores white space in front of each, and behind addresses and names but not networks. */
    private static final Pattern PROXY = Pattern.compile(
            "\\s*((" + IPV4 + '|' + IPV6 + '|' + NAME + ")(:\\d+)?\\s*|" + NETWORK + ')');
    /** Quarkus takes what follows the last colon for a port. */
    private static final Pattern IPV6_WITHOUT_BRACKETS = Pattern.compile("\\s*[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*\\s*");

    private final boolean forwarding;
    private final List<String> proxies;

    TrustedProxiesCheck(
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false") boolean forwarding,
            @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> proxies) {
        this.forwarding = forwarding;
        this.proxies = proxies.orElse(List.of());
    }

    @Override
    public List<String> faults() {
        return proxies.stream().flatMap(proxy -> fault(proxy).stream())
                .map(fault -> "quarkus.http.proxy.trusted-proxies contains " + fault).toList();
    }

    @Override
    public List<String> warnings() {
        return forwarding && proxies.isEmpty() ? List.of("quarkus.http.proxy.proxy-address-forwarding is on and"
                + " quarkus.http.proxy.trusted-proxies is empty: whoever reaches the port says by X-Forwarded-For whose failed"
                + " logins are counted. Name the gateway there, or let nobody but the gateway reach the port") : List.of();
    }

    private static Optional<String> fault(String proxy) {
        if (IPV6_WITHOUT_BRACKETS.matcher(proxy).matches()) {
            return Optional
                    .of("'" + proxy + "', whose last part would be read as a port: put an IPv6 address in brackets, as in"
                            + " [2001:db8::1]");
        }
        if (!PROXY.matcher(proxy).matches()) {
            return Optional.of("'" + proxy + "', which is not an address, network or host name: separate them by commas, put no"
                    + " white space behind a network, and a comment on a line of its own");
        }
        return Optional.empty();
    }
}
