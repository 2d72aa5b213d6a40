package io.wxsession.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.wxsession.config.ConfigurationSource.Setting;

/** The reference of all settings says what the source says. */
class ConfigurationPageTest {

    private static final Path MANUAL = Path.of("src/site/markdown");
    private static final List<Setting> SETTINGS = ConfigurationSource.settings();

    private static List<String> rows(Path page) throws IOException {
        return Files.readAllLines(page).stream().filter(line -> line.startsWith("| `wxsession.")).toList();
    }

    private static String keyAndDefault(String row) {
        return row.substring(0, row.indexOf(" | ", row.indexOf(" | ") + 3));
    }

    @Test
    void eachSettingSaysWhatItIs() {
        assertThat(SETTINGS).hasSizeGreaterThan(30).allSatisfy(setting -> {
            assertThat(setting.description()).as(setting.key()).isNotEmpty().doesNotContain("{@", "|");
        });
    }

    @Test
    void thePageHasEachSettingWithItsDefaultAndDescription() throws IOException {
        List<String> rows = SETTINGS.stream().map(Setting::row).toList();
        Files.write(Files.createDirectories(Path.of("target")).resolve("configuration-rows.md"), rows);
        assertThat(rows(MANUAL.resolve("configuration.md")))
                .as("put the lines of target/configuration-rows.md into the page").isEqualTo(rows);
    }

    @Test
    void theChinesePageHasTheSameSettingsAndDefaults() throws IOException {
        assertThat(rows(MANUAL.resolve("zh/configuration.md")).stream().map(ConfigurationPageTest::keyAndDefault))
                .isEqualTo(
                        rows(MANUAL.resolve("configuration.md")).stream().map(ConfigurationPageTest::keyAndDefault).toList());
    }
}
