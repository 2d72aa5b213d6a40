package io.wxsession.limit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.wxsession.config.StartupCheck;

/**
 * Refuses trusted proxies that would trust nobody. Quarkus takes whatever is neither an address nor a network for the name of a
 * host, and a name that cannot exist is never resolved.
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
