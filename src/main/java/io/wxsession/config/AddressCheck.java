package io.wxsession.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a start with an address that would send secrets in the clear. */
@Singleton
class AddressCheck implements StartupCheck {

    private final WxsessionConfig config;
    private final URI wechatUrl;

    AddressCheck(WxsessionConfig config,
            @ConfigProperty(name = "quarkus.rest-client.wechat.override-uri") Optional<URI> wechatOverride,
            @ConfigProperty(name = "quarkus.rest-client.wechat.uri") Optional<URI> wechatUri,
            @ConfigProperty(name = "quarkus.rest-client.wechat.url") URI wechatUrl) {
        this.config = config;
        this.wechatUrl = wechatOverride.or(() -> wechatUri).orElse(wechatUrl);
    }

    @Override
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!isSafe(wechatUrl)) {
            faults.add("quarkus.rest-client.wechat.url is neither https nor on loopback: the AppSecret travels in it,"
                    + " use https://api.weixin.qq.com");
        }
        config.publicUrl().filter(url -> url.getRawQuery() != null || url.getRawFragment() != null).ifPresent(url -> faults.add(
                "wxsession.public-url has a query or a fragment: as an issuer it may have neither (RFC 8414)"));
        config.publicUrl().filter(url -> !isSafe(url)).ifPresent(url -> faults.add(
                "wxsession.public-url is neither https nor http on loopback: give the https address of this service"));
        return faults;
    }

    @Override
    public List<String> warnings() {
        return config.binding().verifierUrl().filter(url -> !isSafe(url))
                .map(url -> "wxsession.binding.verifier-url is"
                        + " neither https nor on loopback: users' credentials travel in the clear, use https")
                .stream().toList();
    }

    private static boolean isSafe(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                || "http".equalsIgnoreCase(url.getScheme()) && isLoopback(url.getHost());
    }

    private static boolean isLoopback(String host) {
        try {
            return host != null && (host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}|\\[::1]")
                    && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
