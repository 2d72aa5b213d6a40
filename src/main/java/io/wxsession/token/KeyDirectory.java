package io.wxsession.token;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.wxsession.config.UnusableSettingsException;
import io.wxsession.config.directory.MountedDirectory;

/** A directory of signing keys. */
class KeyDirectory {

    private final Path path;
    private final MountedDirectory directory;

    KeyDirectory(Path path, MeterRegistry metrics) {
        this.path = path;
        this.directory = MountedDirectory.ofKeys(path, "Signing key", "signing", metrics);
    }

    /**
     * Reads all keys in the order of their file names. A file that cannot be read, has no usable key or is being written is
     * logged. The key that it held before stays, so that its tokens stay valid; it goes with the file.
     *
     * @throws IOException if the directory cannot be listed
     */
    List<SigningKey> read(List<SigningKey> known) throws IOException {
        List<SigningKey> keys = new ArrayList<>();
        for (Path file : directory.files()) {
            try {
                keys.add(PemKeyReader.read(file));
                directory.accept(file);
            } catch (GeneralSecurityException | IOException e) {
                directory.refuse(file, e instanceof IOException ? "cannot be read: " + e.getClass().getSimpleName()
                        : "has no usable key: " + e.getMessage());
                known.stream().filter(key -> key.fileName().equals(file.getFileName().toString())).forEach(keys::add);
            }
        }
        return keys;
    }

    /** Reads all keys again, as {@link #read} does. If the directory gives none, all that are known stay. */
    List<SigningKey> readAgain(List<SigningKey> known) {
        try {
            List<SigningKey> keys = read(known);
            if (!keys.isEmpty()) {
                directory.acceptAll();
                return keys;
            }
            directory.refuseAll("has no usable key");
        } catch (IOException e) {
            directory.refuseAll("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        return known;
    }

    /**
     * Reads all keys when the service starts.
     *
     * @throws UnusableSettingsException with setting and remedy if there is no usable key
     */
    List<SigningKey> readAtStart() {
        try {
            List<SigningKey> keys = read(List.of());
            if (!keys.isEmpty()) {
                return keys;
            }
        } catch (IOException e) {
            Log.errorf("The directory of signing keys cannot be read: %s", e);
        }
        throw new UnusableSettingsException("wxsession.token.keys-dir (" + path
                + ") holds no usable signing key: put a PKCS#8 PEM"
                + " file into it, for example with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "
                + path.resolve("key-1.pem"));
    }
}
