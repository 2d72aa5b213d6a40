package io.wxsession.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;

/** Stops the start if settings are incomplete or unsafe. One message names every fault and its remedy. */
class StartupChecks {

    /** Runs before every other start-up observer. */
    private static final int FIRST = 0;

    private static final Duration LONGEST_REUSE_WINDOW = Duration.ofMinutes(5);

    private final WxsessionConfig config;
    private final Instance<StartupCheck> others;
    private final URI wechatUrl;

    StartupChecks(WxsessionConfig config, Instance<StartupCheck> others,
            @ConfigProperty(name = "quarkus.rest-client.wechat.override-uri") Optional<URI> wechatOverride,
            @ConfigProperty(name = "quarkus.rest-client.wechat.uri") Optional<URI> wechatUri,
            @ConfigProperty(name = "quarkus.rest-client.wechat.url") URI wechatUrl) {
        this.config = config;
        this.others = others;
        this.wechatUrl = wechatOverride.or(() -> wechatUri).orElse(wechatUrl);
    }

    void check(@Observes @Priority(FIRST) StartupEvent start) {
        List<String> faults = new ArrayList<>();
        checkKeys(faults);
        checkApps(faults);
        checkAddresses(faults);
        checkNumbers(faults);
        checkAudiences(faults);
        others.forEach(check -> faults.addAll(check.faults()));
        if (!faults.isEmpty()) {
            throw new UnusableSettingsException(
                    "wxsession does not start with this configuration:\n - " + String.join("\n - ", faults));
        }
    }

    private void checkKeys(List<String> faults) {
        if (config.token().keysDir().isEmpty()) {
            faults.add(
                    "wxsession.token.keys-dir is not set: name a directory of PKCS#8 PEM files with the keys that sign tokens,"
                            + " made for example with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key-1.pem");
        }
        if (config.sealing().keys().filter(keys -> !keys.isEmpty()).isEmpty() && config.sealing().keysDir().isEmpty()) {
            faults.add("wxsession.sealing.keys is not set, nor is .keys-dir: give a key as <id>:<base64 of 32 bytes>,"
                    + " made for example with: echo k1:$(openssl rand -base64 32)");
        }
    }

    private void checkApps(List<String> faults) {
        Map<String, AppConfig> apps = new LinkedHashMap<>();
        config.apps().forEach((name, app) -> {
            apps.put("wxsession.apps." + name, app);
            AppCheck.faults(app).forEach(fault -> faults.add("wxsession.apps." + name + '.' + fault));
        });
        config.appsDir().ifPresent(directory -> readAppFiles(directory, apps, faults));
        if (apps.isEmpty()) {
            faults.add("wxsession.apps is not set: give wxsession.apps.<name>.app-id and wxsession.apps.<name>.app-secret"
                    + " of at least one mini-program, or files in wxsession.apps-dir");
        }
        apps.forEach((name, app) -> {
            if (app.pushToken().isPresent() && app.pushAesKey().isEmpty()) {
                warn(name
                        + " has a push-token but no push-aes-key: the signature of a plain push does not cover its body, choose"
                        + " the safe mode at WeChat and set the key");
            }
        });
        if (apps.values().stream().map(AppConfig::appId).distinct().count() < apps.size()) {
            faults.add("wxsession.apps has the same app-id twice: keep one entry per app-id");
        }
    }

    private static void readAppFiles(Path directory, Map<String, AppConfig> apps, List<String> faults) {
        try {
            for (Path file : new MountedDirectory(directory).files()) {
                String name = "wxsession.apps-dir: " + file.getFileName();
                AppFile read = AppFile.read(file);
                read.app().ifPresent(app -> apps.put(name, app));
                read.faults().forEach(fault -> faults.add(name + ": " + fault));
            }
        } catch (IOException e) {
            faults.add("wxsession.apps-dir (" + directory
                    + ") or a file in it cannot be read: name a directory that this process may"
                    + " read");
        }
    }

    private void checkAddresses(List<String> faults) {
        if (!isSafe(wechatUrl)) {
            faults.add("quarkus.rest-client.wechat.url is neither https nor on loopback: the AppSecret travels in it,"
                    + " use https://api.weixin.qq.com");
        }
        config.binding().verifierUrl().filter(url -> !isSafe(url)).ifPresent(url -> warn("wxsession.binding.verifier-url is"
                + " neither https nor on loopback: users' credentials travel in the clear, use https"));
        config.publicUrl().filter(url -> url.getRawQuery() != null || url.getRawFragment() != null).ifPresent(url -> faults.add(
                "wxsession.public-url has a query or a fragment: as an issuer it may have neither (RFC 8414)"));
        config.publicUrl().filter(url -> !isSafe(url)).ifPresent(url -> faults.add(
                "wxsession.public-url is neither https nor http on loopback: give the https address of this service"));
    }

    private void checkNumbers(List<String> faults) {
        if (config.session().maxPerUser() < 1) {
            faults.add("wxsession.session.max-per-user is below 1: set it to 1 or more");
        }
        if (config.session().idleTimeout().toSeconds() < 1 || config.session().absoluteLifetime().toSeconds() < 1) {
            faults.add("wxsession.session.idle-timeout and .absolute-lifetime must be at least 1S");
        }
        if (config.token().lifetime().toSeconds() < 1) {
            faults.add("wxsession.token.lifetime must be at least 1S");
        }
        if (config.token().activationDelay().isNegative() || config.refresh().reuseWindow().isNegative()) {
            faults.add("wxsession.token.activation-delay and wxsession.refresh.reuse-window must not be negative");
        }
        if (config.refresh().reuseWindow().compareTo(LONGEST_REUSE_WINDOW) > 0) {
            faults.add("wxsession.refresh.reuse-window is over 5M: for so long a stolen refresh token would work beside the"
                    + " phone's, set it to a minute or less");
        }
    }

    private void checkAudiences(List<String> faults) {
        if (config.forwardAuth().audience().equals(config.token().audience())) {
            faults.add("wxsession.forward-auth.audience is also wxsession.token.audience: an assertion must never pass for an"
                    + " access token, give them different names");
        }
    }

    private static void warn(String text) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Log.warn(text);
        }
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
