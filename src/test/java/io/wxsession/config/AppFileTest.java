package io.wxsession.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.smallrye.config.common.utils.StringUtil;

class AppFileTest {

    @TempDir
    Path directory;

    /** A setting of an app that a file may not have would be forgotten there. */
    @Test
    void aFileHasTheSettingsOfAnApp() {
        assertThat(AppFile.NAMES).containsExactlyInAnyOrderElementsOf(settings());
    }

    @Test
    void everySettingOfAFileReachesTheApp() throws Exception {
        AppFile.Values app = read().app().orElseThrow();
        for (Method setting : AppConfig.class.getMethods()) {
            assertThat(setting.invoke(app).toString()).as(setting.getName()).isNotEqualTo("Optional.empty");
        }
    }

    private AppFile read() throws IOException {
        Path file = directory.resolve("shop");
        Files.write(file, settings().stream().map(name -> name + " = value of " + name).toList());
        return AppFile.read(file);
    }

    private static List<String> settings() {
        return Arrays.stream(AppConfig.class.getMethods()).map(setting -> StringUtil.skewer(setting.getName())).toList();
    }
}
