package io.wxsession.limit;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.netty.util.NetUtil;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.wxsession.log.LogInterval;

/**
 * Whom a limit per client address counts: an IPv4 address or, since a provider gives each of its customers at least that much,
 * an IPv6 network of 64 bits (RFC 6177). The address is the one that {@code quarkus.http.proxy.*} makes of the request.
 */
@ApplicationScoped
public class ClientAddresses {

    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    private final boolean forwarding;
    private final LogInterval warnings = new LogInterval(Duration.ofHours(1));

    ClientAddresses(
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false") boolean forwarding) {
        this.forwarding = forwarding;
    }

    /**
     * The client's address or network. Empty if a gateway forwarded the request and forwarding is not configured: then all
     * clients seem to have the gateway's address, and a limit would stop them all at once.
     */
    public Optional<String> of(HttpServerRequest request) {
        if (!forwarding && isForwarded(request)) {
            warn();
            return Optional.empty();
        }
        // A gateway may forward a name such as "unknown" (RFC 7239, section 6) instead of an address.
        return network(request.remoteAddress()).or(() -> network(request.connection().remoteAddress()));
    }

    private static boolean isForwarded(HttpServerRequest request) {
        return request.headers().contains("X-Forwarded-For") || request.headers().contains("Forwarded");
    }

    private static Optional<String> network(SocketAddress address) {
        return Optional.ofNullable(address).map(SocketAddress::hostAddress).map(NetUtil::createInetAddressFromIpAddressString)
                .map(InetAddress::getAddress).map(ClientAddresses::network);
    }

    private static String network(byte[] address) {
        if (address.length == IPV6_BYTES) {
            Arrays.fill(address, NETWORK_BYTES, IPV6_BYTES, (byte) 0);
        }
        return NetUtil.bytesToIpAddress(address);
    }

    private void warn() {
        if (warnings.isDue("")) {
            Log.warn(
                    "A gateway forwards requests (X-Forwarded-For or Forwarded), but quarkus.http.proxy.proxy-address-forwarding"
                            + " is off: limits per client address are not applied. Turn it on, and name the gateway in"
                            + " quarkus.http.proxy.trusted-proxies");
        }
    }
}
