package io.wxsession.testing;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.stream.Stream;

import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Makes signing keys as an operator would. */
public final class SigningKeyFiles {

    private SigningKeyFiles() {
    }

    static Path directoryWithOneKey(String name) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", name).toAbsolutePath());
        try (Stream<Path> old = Files.list(directory)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        write(directory.resolve("key-1.pem"), ec().getPrivate());
        return directory;
    }

    /** Writes a key as PKCS#8 PEM. */
    public static void write(Path file, PrivateKey key) throws IOException {
        Path unfinished = file.resolveSibling("." + file.getFileName());
        try (Writer out = Files.newBufferedWriter(unfinished); PemWriter pem = new PemWriter(out)) {
            pem.writeObject(new PemObject("PRIVATE KEY", key.getEncoded()));
        }
        Files.move(unfinished, file);
    }

    /** An EC P-256 key pair. */
    public static KeyPair ec() {
        return pair("EC", 256);
    }

    /** A key pair of that type and size. */
    public static KeyPair pair(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (size > 0) {
                generator.initialize(size);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
