package io.wxsession.sealing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.wxsession.config.UnusableSettingsException;
import io.wxsession.config.directory.KeyActivation;
import io.wxsession.config.directory.MountedDirectory;
import io.wxsession.sealing.KeyRing.Key;

/** The directory {@code wxsession.sealing.keys-dir}. What is wrong in it is logged and changes nothing. */
class SealingKeyDirectory {

    private final Path path;
    private final MountedDirectory directory;
    private final Duration activationDelay;
    private KeyActivation activation = KeyActivation.NONE;
    private List<Key> known = List.of();

    SealingKeyDirectory(Path path, Duration activationDelay, MeterRegistry metrics) {
        this.path = path;
        this.directory = MountedDirectory.ofKeys(path, "Sealing key", "sealing", metrics);
        this.activationDelay = activationDelay;
    }

    /**
     * Reads all keys when the service starts.
     *
     * @throws UnusableSettingsException with setting and remedy if there is no usable key
     */
    synchronized List<Key> readAtStart() {
        List<Key> keys = read(Instant.MIN);
        if (keys.isEmpty()) {
            throw new UnusableSettingsException(
                    "wxsession.sealing.keys-dir (" + path + ") holds no usable sealing key: put a file into"
                            + " it, named by the key's id, for example with: openssl rand -base64 32 > " + path.resolve("k1"));
        }
        return keys;
    }

    /** The keys that the directory holds now, the one that seals first. If there is none at all, the known ones stay. */
    synchronized List<Key> read(Instant now) {
        try {
            List<Key> found = new ArrayList<>();
            for (Path file : directory.files()) {
                key(file).ifPresent(found::add);
            }
            if (found.isEmpty()) {
                directory.refuseAll("has no usable key");
            } else {
                directory.acceptAll();
                activation = activation.next(found.stream().map(Key::id).toList(), now);
                known = sealingKeyFirst(found, now);
            }
        } catch (IOException e) {
            directory.refuseAll("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        return known;
    }

    private List<Key> sealingKeyFirst(List<Key> found, Instant now) {
        List<Key> candidates = activation.active(found, Key::id, activationDelay, now);
        Key sealing = candidates.get(candidates.size() - 1);
        List<Key> keys = new ArrayList<>(List.of(sealing));
        found.stream().filter(key -> key != sealing).forEach(keys::add);
        return List.copyOf(keys);
    }

    /** A file that cannot be used leaves its key as it was. */
    private Optional<Key> key(Path file) {
        Optional<Key> last = known.stream().filter(key -> key.id().equals(file.getFileName().toString())).findFirst();
        try {
            Optional<Key> read = KeyRing.key(file.getFileName().toString(), Files.readString(file).strip());
            if (read.isEmpty()) {
                directory.refuse(file,
                        "is not a key: its name must be an id of letters, digits, - and _, its content base64 of 32 bytes");
                return last;
            }
            if (last.isPresent() && !last.get().hasSameSecretAs(read.get())) {
                directory.refuse(file,
                        "has other content now, which is not used: the key stays as it was until a restart. Put its content back before"
                                + " one, or what it sealed can never be opened, and give a new key a name of its own");
                return last;
            }
            directory.accept(file);
            return read;
        } catch (IOException e) {
            directory.refuse(file, "cannot be read: " + e.getClass().getSimpleName());
            return last;
        }
    }
}
