package io.wxsession.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * A file of {@code wxsession.apps-dir}: the properties of one app, with the names that they have under
 * {@code wxsession.apps.<name>}.
 *
 * @param app the app; empty if its AppID or AppSecret is missing
 * @param faults each fault with its remedy, never quoting a value; empty if the app can be served
 */
public record AppFile(Optional<Values> app, List<String> faults) {

    static final Set<String> NAMES = Set.of("app-id", "app-secret", "app-secret-previous", "push-token",
            "push-aes-key");

    /** Reads a file; fails if it cannot be read. */
    public static AppFile read(Path file) throws IOException {
        Properties properties = new Properties();
        List<String> faults = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (IllegalArgumentException malformed) {
            faults.add("is no properties file");
        }
        properties.stringPropertyNames().stream().filter(name -> !NAMES.contains(name)).sorted()
                .forEach(name -> faults.add("has the unknown property '" + name + "'"));
        Optional<String> appId = text(properties, "app-id");
        Optional<Secret> secret = secret(properties, "app-secret");
        if (appId.isEmpty() || secret.isEmpty()) {
            faults.add("has no app-id or no app-secret: give both");
            return new AppFile(Optional.empty(), faults);
        }
        Values app = new Values(appId.get(), secret.get(), secret(properties, "app-secret-previous"),
                secret(properties, "push-token"), secret(properties, "push-aes-key"));
        faults.addAll(AppCheck.faults(app));
        return new AppFile(Optional.of(app), faults);
    }

    private static Optional<String> text(Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<Secret> secret(Properties properties, String name) {
        return text(properties, name).map(Secret::new);
    }

    /** The settings of an app that stand in a file. */
    public record Values(String appId, Secret appSecret, Optional<Secret> appSecretPrevious, Optional<Secret> pushToken,
            Optional<Secret> pushAesKey) implements AppConfig {
    }
}
