package io.wxsession.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.wxsession.config.WxsessionConfig;

/** Makes a signing key for development and tests if there is none. The file stays, so tokens survive a live reload. */
@IfBuildProfile(anyOf = { "dev", "test" })
class DevSigningKey {

    void make(@Observes @Priority(1) StartupEvent start, WxsessionConfig config) {
        try {
            Path directory = Files.createDirectories(config.token().keysDir().orElseThrow());
            if (isEmpty(directory)) {
                write(directory.resolve("dev.pem"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void write(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file); PemWriter pem = new PemWriter(out)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pem.writeObject(new PemObject("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
