package io.wxsession.redis.connection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.Config;

import io.wxsession.config.StartupCheck;

/** Refuses certificates and keys for Redis that cannot be read, because without them no connection would come about. */
@ApplicationScoped
class RedisTlsFilesCheck implements StartupCheck {

    private static final List<String> SETTINGS = Stream
            .of("trust-certificate-pem.certs", "trust-certificate-jks.path", "trust-certificate-pfx.path",
                    "key-certificate-pem.certs",
                    "key-certificate-pem.keys", "key-certificate-jks.path", "key-certificate-pfx.path")
            .map(name -> "quarkus.redis.tls." + name).toList();

    private final Config config;

    RedisTlsFilesCheck(Config config) {
        this.config = config;
    }

    @Override
    public List<String> faults() {
        return SETTINGS.stream().flatMap(this::faults).toList();
    }

    private Stream<String> faults(String setting) {
        return config.getOptionalValues(setting, String.class).stream().flatMap(List::stream)
                .filter(file -> !Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file)))
                .map(file -> setting + " (" + file + ") cannot be read: name a file that this process may read");
    }
}
