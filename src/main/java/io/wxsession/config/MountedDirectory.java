package io.wxsession.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A directory whose files may change while the service runs, such as a mounted Kubernetes Secret. Kubernetes mounts each file as
 * a link into the hidden directory {@code ..data}: links are followed, entries that start with a dot are ignored.
 */
public final class MountedDirectory {

    private final Path path;
    /** The last fault of each file, so that a rescan does not report it again. */
    private final Map<Path, String> faults = new ConcurrentHashMap<>();

    public MountedDirectory(Path path) {
        this.path = path;
    }

    /** Its files in the order of their names; fails if it cannot be listed. */
    public List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
    }

    /** Notes a fault of a file. Returns false if it is the one that was noted last. */
    public boolean isNewFault(Path file, String fault) {
        return !fault.equals(faults.put(file, fault));
    }

    /** To be called for a file that has no fault any more. */
    public void forgetFault(Path file) {
        faults.remove(file);
    }
}
