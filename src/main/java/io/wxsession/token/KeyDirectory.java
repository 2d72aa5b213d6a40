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
 * A directory of signing keys, such as a mounted Kubernetes Secret: its visible files are links into a hidden {@code ..data},
 * which are followed; the hidden entries themselves are not listed.
 */
class KeyDirectory {

    private final Path path;
    /** What was last said of each file, so that it is not said again with every look. */
    private final Map<Path, String> complaints = new ConcurrentHashMap<>();

    KeyDirectory(Path path) {
        this.path = path;
    }

    /**
     * Reads all keys, in the order of their file names. A file that holds no usable key is reported and left out, so that one
     * broken file does not take the good ones away. Of a file that cannot be read at all, the known key stays.
     *
     * @throws IOException if the directory cannot be listed
     */
    List<SigningKey> read(List<SigningKey> known) throws IOException {
        List<SigningKey> keys = new ArrayList<>();
        for (Path file : files()) {
            try {
                keys.add(PemKeyReader.read(file));
                complaints.remove(file);
            } catch (GeneralSecurityException e) {
                complain(file, "is left out: " + e.getMessage());
            } catch (IOException e) {
                complain(file, "cannot be read: " + e.getClass().getSimpleName());
                known.stream().filter(key -> key.fileName().equals(file.getFileName().toString())).forEach(keys::add);
            }
        }
        return keys;
    }

    private void complain(Path file, String complaint) {
        if (!complaint.equals(complaints.put(file, complaint))) {
            Log.errorf("Signing key %s %s", file.getFileName(), complaint);
        }
    }

    /**
     * Reads all keys when the service starts.
     *
     * @throws IllegalStateException naming setting and remedy if there is none
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
