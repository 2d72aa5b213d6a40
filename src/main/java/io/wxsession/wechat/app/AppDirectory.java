package io.wxsession.wechat.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.wxsession.config.AppFile;
import io.wxsession.config.directory.MountedDirectory;

/** The directory {@code wxsession.apps-dir}. What is wrong in it is logged and counted, and changes nothing. */
class AppDirectory {

    private final MountedDirectory directory;
    /** The last good state of each file, by its name. */
    private Map<Path, App> known = Map.of();

    AppDirectory(Path path, MeterRegistry metrics) {
        this.directory = new MountedDirectory(path, "App file", Counter.builder("wxsession.app.files.refused")
                .description("Files of the directory of apps that could not be used, counted at each look").register(metrics));
    }

    /**
     * The apps that the directory holds now. A file that cannot be used leaves its app as it was. If there is none at all, all
     * stay.
     *
     * @param taken the AppIDs that are configured elsewhere
     */
    synchronized Collection<App> read(List<String> taken) {
        try {
            List<Path> files = directory.files();
            if (files.isEmpty()) {
                directory.refuseAll("has no file");
                return known.values();
            }
            directory.acceptAll();
            Map<Path, App> before = known;
            known = read(files, new HashSet<>(taken));
            if (!known.equals(before)) {
                Log.infof("The apps of the directory are now: %s", known.values().stream().map(App::id).sorted().toList());
            }
        } catch (IOException e) {
            directory.refuseAll("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        return known.values();
    }

    private Map<Path, App> read(List<Path> files, Set<String> taken) {
        Map<Path, App> found = new LinkedHashMap<>();
        List<Path> bad = new ArrayList<>();
        for (Path file : files) {
            Optional<App> app = read(file).filter(it -> isFree(file, it, taken));
            app.ifPresentOrElse(it -> found.put(file.getFileName(), it), () -> bad.add(file.getFileName()));
        }
        for (Path file : bad) {
            App last = known.get(file);
            if (last != null && taken.add(last.id())) {
                found.put(file, last);
            }
        }
        return found;
    }

    private Optional<App> read(Path file) {
        try {
            AppFile read = AppFile.read(file);
            if (read.faults().isEmpty()) {
                return read.app().map(App::of);
            }
            directory.refuse(file, "is not used: " + String.join("; ", read.faults()));
        } catch (IOException e) {
            directory.refuse(file, "cannot be read: " + e.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    private boolean isFree(Path file, App app, Set<String> taken) {
        if (taken.add(app.id())) {
            directory.accept(file);
            return true;
        }
        directory.refuse(file, "has an app-id that another app has too");
        return false;
    }
}
