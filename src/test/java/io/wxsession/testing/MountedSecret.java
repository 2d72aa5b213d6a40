package io.wxsession.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory of signing keys as kubelet mounts a Secret: visible links lead through the hidden link {@code ..data} into a
 * hidden directory with a date. An update fills another such directory and renames a new link over {@code ..data}.
 */
public final class MountedSecret {

    private final Path path;
    private int updates;

    /** Nothing is in it until the first update. */
    public MountedSecret(Path path) {
        this.path = path;
    }

    /** Where it is mounted. */
    public Path path() {
        return path;
    }

    /** All steps of an update. */
    public void update(Map<String, KeyPair> keys) throws IOException {
        swapData(keys);
        for (String name : keys.keySet()) {
            Path link = path.resolve(name);
            if (!Files.isSymbolicLink(link)) {
                Files.createSymbolicLink(link, Path.of("..data", name));
            }
        }
        for (String name : visible()) {
            if (!keys.containsKey(name)) {
                Files.delete(path.resolve(name));
            }
        }
    }

    /** Only the first steps: the links of new files are not there yet, and those of removed files are still there. */
    public void swapData(Map<String, KeyPair> keys) throws IOException {
        updates++;
        Path data = Files.createDirectory(path.resolve("..2026_01_01_00_00_0" + updates + ".123456789"));
        for (Map.Entry<String, KeyPair> key : keys.entrySet()) {
            SigningKeyFiles.write(data.resolve(key.getKey()), key.getValue().getPrivate());
        }
        Path current = path.resolve("..data");
        Path old = Files.isSymbolicLink(current) ? current.toRealPath() : null;
        Path next = Files.createSymbolicLink(path.resolve("..data_tmp"), data.getFileName());
        Files.move(next, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (old != null) {
            delete(old);
        }
    }

    private Set<String> visible() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString()).filter(name -> !name.startsWith("."))
                    .collect(Collectors.toSet());
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
