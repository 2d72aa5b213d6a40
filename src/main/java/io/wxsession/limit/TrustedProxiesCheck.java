package io.wxsession.limit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.wxsession.config.StartupCheck;

/**
 * Refuses trusted proxies that would trust nobody. Quarkus takes whatever is neither an address nor a network for the name of a
 * host, and a name that cannot exist is never looked up with success.
 */
@Singleton
class TrustedProxiesCheck implements StartupCheck {

    /** As Quarkus reads them: it ignores white space in front of each, and behind addresses and names but not networks. */
    private static final Pattern PROXY = Pattern.compile("\\s*([^\\s#/]+\\s*|[^\\s#/]+/\\d+)");
    /** Quarkus takes what follows the last colon for a port. */
    private static final Pattern IPV6_WITHOUT_BRACKETS = Pattern.compile("\\s*[^\\[/]*:[^/]*:[^/]*");

    private final List<String> proxies;

    TrustedProxiesCheck(@ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> proxies) {
        this.proxies = proxies.orElse(List.of());
    }

    @Override
    public List<String> faults() {
        return proxies.stream().flatMap(proxy -> fault(proxy).stream())
                .map(fault -> "quarkus.http.proxy.trusted-proxies contains " + fault).toList();
    }

    private static Optional<String> fault(String proxy) {
        if (!PROXY.matcher(proxy).matches()) {
            return Optional
                    .of("'" + proxy + "', which is no address, network or name of a gateway: separate them by commas, put"
                            + " no white space behind a network, and a comment on a line of its own");
        }
        if (IPV6_WITHOUT_BRACKETS.matcher(proxy).matches()) {
            return Optional.of("'" + proxy + "', of which the last part would be a port: put an IPv6 address in brackets, as in"
                    + " [2001:db8::1]");
        }
        return Optional.empty();
    }
}
