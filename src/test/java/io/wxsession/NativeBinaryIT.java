package io.wxsession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;

/** Proves that the tests that start the artifact themselves start a native executable. Only the native build runs it. */
class NativeBinaryIT extends PackagedTest {

    private static final byte[] ELF = { 0x7f, 'E', 'L', 'F' };

    @Test
    void theArtifactUnderTestIsANativeExecutable() throws IOException {
        try (PackagedService service = start(settings)) {
            assertThat(service.output()).contains("native (powered by Quarkus");
            assertRunningNatively();
        }
    }

    /** Checks that a native executable of this build is running as a child of this process, and that no JVM is. */
    static void assertRunningNatively() throws IOException {
        List<Path> executables = ProcessHandle.current().children().map(NativeBinaryIT::executable).flatMap(Optional::stream)
                .toList();
        assertThat(executables).noneMatch(executable -> executable.endsWith("java"));
        Path runner = executables.stream().filter(executable -> executable.toString().endsWith("-runner")).findAny()
                .orElseThrow(() -> new AssertionError("no native executable among the running " + executables));
        assertThat(runner.getParent()).isEqualTo(Path.of("target").toRealPath());
        try (InputStream in = Files.newInputStream(runner)) {
            assertThat(in.readNBytes(ELF.length)).isEqualTo(ELF);
        }
    }

    /** What Linux says that a process executes; empty if the process has just ended. */
    private static Optional<Path> executable(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "exe")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
