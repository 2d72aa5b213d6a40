package io.wxsession.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.configuration.DurationConverter;

/** The unit file has what its page in the manual promises. What it does to a process only systemd can show. */
class SystemdUnitTest {

    private static final Path MANUAL = Path.of("src/site/markdown");
    private static SystemdUnit unit;

    @BeforeAll
    static void readUnit() throws IOException {
        unit = SystemdUnit.read("wxsession.service");
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Duration shutdown() throws IOException {
        Properties settings = new Properties();
        try (Reader text = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            settings.load(text);
        }
        return DurationConverter.parseDuration(settings.getProperty("%prod.quarkus.shutdown.delay"))
                .plus(DurationConverter.parseDuration(settings.getProperty("quarkus.shutdown.timeout")));
    }

    @Test
    void everySettingOfOursThatItNamesExists() throws IOException {
        List<String> known = Files.readAllLines(MANUAL.resolve("configuration.md")).stream()
                .filter(line -> line.startsWith("| `wxsession.")).map(line -> variable(line.split("`")[1])).toList();
        assertThat(unit.environment().keySet()).filteredOn(name -> name.startsWith("WXSESSION_")).isNotEmpty()
                .isSubsetOf(known);
    }

    @Test
    void noSecretStandsInIt() {
        assertThat(unit.environment().keySet()).noneMatch(name -> name.matches(".*(SECRET|PASSWORD|KEYS|TOKEN)"));
        assertThat(unit.values("LoadCredential")).containsExactly("settings.properties:/etc/wxsession/settings.properties");
        assertThat(unit.environment()).containsEntry("QUARKUS_CONFIG_LOCATIONS", "%d/settings.properties");
    }

    @ParameterizedTest
    @ValueSource(strings = { "NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "PrivateUsers", "ProtectClock",
            "ProtectHostname", "ProtectKernelLogs", "ProtectKernelModules", "ProtectKernelTunables", "ProtectControlGroups",
            "RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID", "LockPersonality", "RemoveIPC" })
    void whatTheServiceDoesNotNeedIsTakenAway(String protection) {
        assertThat(unit.values(protection)).containsExactly("yes");
    }

    @Test
    void itRunsWithoutRightsAndWritesNowhere() {
        assertThat(unit.values("User")).containsExactly("wxsession");
        assertThat(unit.values("CapabilityBoundingSet")).containsExactly("");
        assertThat(unit.values("AmbientCapabilities")).containsExactly("");
        assertThat(unit.values("ProtectSystem")).containsExactly("strict");
        assertThat(unit.values("ReadWritePaths")).isEmpty();
        assertThat(unit.values("UMask")).containsExactly("0077");
        assertThat(unit.values("RestrictAddressFamilies")).containsExactly("AF_INET AF_INET6 AF_UNIX");
        assertThat(unit.values("SystemCallFilter")).containsExactly("@system-service", "~@privileged @resources");
    }

    @Test
    void onlyThisMachineReachesIt() {
        assertThat(unit.environment()).containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
                .containsEntry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    }

    @Test
    void itIsGivenLongerToEndThanItTakes() throws IOException {
        assertThat(Duration.ofSeconds(Long.parseLong(unit.values("TimeoutStopSec").get(0)))).isGreaterThan(shutdown());
        assertThat(unit.values("Restart")).containsExactly("on-failure");
    }

    @Test
    void theNativeBinaryWritesNoMachineCode() throws IOException {
        SystemdUnit addition = SystemdUnit.read("native.conf");
        assertThat(addition.values("ExecStart")).containsExactly("", "/opt/wxsession/wxsession");
        assertThat(addition.values("MemoryDenyWriteExecute")).containsExactly("yes");
        assertThat(unit.values("MemoryDenyWriteExecute")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "systemd.md", "zh/systemd.md" })
    void thePageNamesEveryFileThatItReads(String page) throws IOException {
        String text = Files.readString(MANUAL.resolve(page));
        assertThat(unit.environment().values()).filteredOn(value -> value.startsWith("/")).hasSize(3)
                .allSatisfy(directory -> assertThat(text).contains(directory));
        assertThat(text).contains("/etc/wxsession/settings.properties", "/opt/wxsession", "docker/systemd/wxsession.service",
                "docker/systemd/native.conf");
    }
}
