package io.wxsession.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import io.wxsession.config.directory.MountedDirectory;

/** Refuses a start without usable apps, or with one that stands there twice. */
@Singleton
class ConfiguredAppsCheck implements StartupCheck {

    private final WxsessionConfig config;

    ConfiguredAppsCheck(WxsessionConfig config) {
        this.config = config;
    }

    @Override
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        Map<String, AppConfig> apps = read(faults);
        if (apps.isEmpty()) {
            faults.add("wxsession.apps is not set: give wxsession.apps.<name>.app-id and wxsession.apps.<name>.app-secret"
                    + " of at least one mini-program, or files in wxsession.apps-dir");
        }
        if (apps.values().stream().map(AppConfig::appId).distinct().count() < apps.size()) {
            faults.add("wxsession.apps has the same app-id twice: keep one entry per app-id");
        }
        return faults;
    }

    @Override
    public List<String> warnings() {
        Map<String, AppConfig> apps = read(new ArrayList<>());
        return apps.keySet().stream()
                .filter(name -> apps.get(name).pushToken().isPresent() && apps.get(name).pushAesKey().isEmpty())
                .map(name -> name
                        + " has a push-token but no push-aes-key: the signature of a plain push does not cover its body, choose"
                        + " the safe mode at WeChat and set the key")
                .toList();
    }

    /** The apps by what a message calls each. What is wrong with one goes to the faults. */
    private Map<String, AppConfig> read(List<String> faults) {
        Map<String, AppConfig> apps = new LinkedHashMap<>();
        config.apps().forEach((name, app) -> {
            apps.put("wxsession.apps." + name, app);
            AppCheck.faults(app).forEach(fault -> faults.add("wxsession.apps." + name + '.' + fault));
        });
        config.appsDir().ifPresent(directory -> readAppFiles(directory, apps, faults));
        return apps;
    }

    private static void readAppFiles(Path directory, Map<String, AppConfig> apps, List<String> faults) {
        try {
            for (Path file : MountedDirectory.filesIn(directory)) {
                String name = "wxsession.apps-dir: " + file.getFileName();
                AppFile read = AppFile.read(file);
                read.app().ifPresent(app -> apps.put(name, app));
                read.faults().forEach(fault -> faults.add(name + ": " + fault));
            }
        } catch (IOException e) {
            faults.add("wxsession.apps-dir (" + directory
                    + ") or a file in it cannot be read: name a directory that this process may"
                    + " read");
        }
    }
}
