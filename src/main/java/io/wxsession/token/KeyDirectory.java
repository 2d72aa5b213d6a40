package io.wxsession.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.quarkus.logging.Log;

/**
 * A directory of signing keys, such as a mounted Kubernetes Secret. Kubernetes mounts each file as a link into the hidden
 * directory {@code ..data}: links are followed, entries that start with a dot are ignored.
 */
class KeyDirectory {

    private final Path path;
    /** The last error logged for each file, so that a rescan does not log it again. */
    private final Map<Path, String> logged = new ConcurrentHashMap<>();

    KeyDirectory(Path path) {
        this.path = path;
    }

    /**
     * Reads all keys in the order of their file names. A file without a usable key is logged and ignored, so that one broken
     * file does not disable the others. If a file cannot be read at all, its known key stays.
     *
     * @throws IOException if the directory cannot be listed
     */
    List<SigningKey> read(List<SigningKey> known) throws IOException {
        List<SigningKey> keys = new ArrayList<>();
        for (Path file : files()) {
            try {
                keys.add(PemKeyReader.read(file));
                logged.remove(file);
            } catch (GeneralSecurityException e) {
                logOnce(file, "is ignored: " + e.getMessage());
            } catch (IOException e) {
                logOnce(file, "cannot be read: " + e.getClass().getSimpleName());
                known.stream().filter(key -> key.fileName().equals(file.getFileName().toString())).forEach(keys::add);
            }
        }
        return keys;
    }

    private void logOnce(Path file, String error) {
        if (!error.equals(logged.put(file, error))) {
            Log.errorf("Signing key %s %s", file.getFileName(), error);
        }
    }

    /**
     * Reads all keys when the service starts.
     *
     * @throws IllegalStateException with setting and remedy if there is no usable key
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
        throw new IllegalStateException("wxsession.token.keys-dir (" + path + ") holds no usable signing key: put a PKCS#8 PEM"
                + " file into it, for example with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "
                + path.resolve("key-1.pem"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .sorted((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()))
                    .toList();
        }
    }
}
