package io.wxsession.config.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;

/**
 * A directory whose files may change while the service runs, such as a mounted Kubernetes Secret. Kubernetes mounts each file as
 * a link into the hidden directory {@code ..data}: links are followed, entries that start with a dot are ignored.
 */
public final class MountedDirectory {

    private final Path path;
    private final String kind;
    private final Counter refused;
    /** The last fault of each file, so that a rescan does not report it again. */
    private final Map<Path, String> faults = new ConcurrentHashMap<>();
    /** The last fault of the directory as a whole. */
    private final AtomicReference<Optional<String>> wholeFault = new AtomicReference<>(Optional.empty());
    private volatile boolean used;

    /**
     * A directory of files that are used as long as they have no fault.
     *
     * @param kind what a file is, as a line of the log begins: {@code Signing key}
     * @param refused counts files with a fault at each look, so that an alert lasts as long as the fault
     */
    public MountedDirectory(Path path, String kind, Counter refused) {
        this.path = path;
        this.kind = kind;
        this.refused = refused;
    }

    /**
     * A directory of keys.
     *
     * @param name what a file is, as a line of the log begins: {@code Signing key}
     * @param kind what a file is, as the label of the metric says it: {@code signing}
     */
    public static MountedDirectory ofKeys(Path path, String name, String kind, MeterRegistry metrics) {
        return new MountedDirectory(path, name, Counter.builder("wxsession.key.files.refused")
                .description("Files of keys that could not be used, counted at each look").tag("kind", kind)
                .register(metrics));
    }

    /** Its files in the order of their names; fails if it cannot be listed. */
    public List<Path> files() throws IOException {
        return filesIn(path);
    }

    /** The files of such a directory in the order of their names; fails if it cannot be listed. */
    public static List<Path> filesIn(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
    }

    /**
     * Counts a file that cannot be used, and logs a fault that it did not have at the last look.
     *
     * @param fault goes on where kind and name of the file end; quotes none of its content
     */
    public void refuse(Path file, String fault) {
        refused.increment();
        if (!fault.equals(faults.put(file, fault))) {
            Log.errorf("%s %s %s", kind, file.getFileName(), fault);
        }
    }

    /** To be called for a file that has no fault. */
    public void accept(Path file) {
        faults.remove(file);
    }

    /**
     * Counts a directory without any usable file, and logs a fault that it did not have at the last look. What is known must
     * stay.
     *
     * @param fault goes on where the name of the directory ends
     */
    public void refuseAll(String fault) {
        refused.increment();
        Optional<String> now = Optional.of(fault);
        if (!now.equals(wholeFault.getAndSet(now))) {
            Log.errorf("%ss: the directory %s %s%s", kind, path, fault,
                    used ? ". What is in use stays so until a restart" : "");
        }
    }

    /** To be called when the directory has a usable file. Logs it if it had none at the last look. */
    public void acceptAll() {
        used = true;
        if (wholeFault.getAndSet(Optional.empty()).isPresent()) {
            Log.infof("%ss: the directory %s can be used again", kind, path);
        }
    }
}
