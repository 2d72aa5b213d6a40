package io.wxsession.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.enterprise.context.Dependent;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkus.runtime.LaunchMode;
import io.wxsession.config.ServiceClientConfig;
import io.wxsession.config.StartupCheck;
import io.wxsession.config.WxsessionConfig;

/** Checks the settings of service clients. */
@Dependent
class ServiceClientCheck implements StartupCheck {

    private static final Pattern SHA256_HEX = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int SHORTEST_SECRET = 16;

    private final WxsessionConfig config;

    ServiceClientCheck(WxsessionConfig config) {
        this.config = config;
    }

    @Override
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        config.clients().forEach((id, client) -> check("wxsession.clients." + id, client, faults));
        return faults;
    }

    private static void check(String key, ServiceClientConfig client, List<String> faults) {
        if (client.secret().isPresent() == client.secretSha256().isPresent()) {
            faults.add(key + " must have either .secret or .secret-sha256: back ends authenticate with it");
        }
        client.secret().filter(secret -> isProduction() && secret.value().length() < SHORTEST_SECRET).ifPresent(secret -> faults
                .add(key + ".secret has fewer than 16 characters, so it can be guessed: make one with: openssl rand -hex 32"));
        client.secretSha256().filter(hash -> !SHA256_HEX.matcher(hash).matches()).ifPresent(hash -> faults.add(key
                + ".secret-sha256 is not 64 hex digits: make it with: printf %s \"$SECRET\" | sha256sum | cut -d' ' -f1"));
        client.roles().orElse(Set.of()).stream().map(String::trim).filter(role -> !ServiceClient.ROLES.contains(role))
                .forEach(role -> faults.add(key
                        + ".roles names the unknown role '" + role + "': use some of "
                        + String.join(", ", ServiceClient.ROLES)));
        if ("".equals(ConfigProvider.getConfig().getConfigValue(key + ".apps").getRawValue())) {
            faults.add(
                    key + ".apps is empty, which would allow every app: list the appIds that the client may access, or remove"
                            + " the key");
        }
    }

    private static boolean isProduction() {
        return LaunchMode.current() == LaunchMode.NORMAL;
    }
}
