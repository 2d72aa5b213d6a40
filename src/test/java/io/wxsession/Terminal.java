package io.wxsession;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A terminal into which commands are pasted. Closing it ends every process that they have started. */
final class Terminal implements AutoCloseable {

    private static final Duration END_WITHIN = Duration.ofSeconds(30);

    private final Process bash;
    private final Path output;
    private final Path errors;

    private Terminal(Process bash, Path output, Path errors) {
        this.bash = bash;
        this.output = output;
        this.errors = errors;
    }

    /** Whether all these programs are installed. */
    static boolean has(String... programs) {
        return Stream.of(programs).allMatch(program -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))));
    }

    /** Runs commands in a directory, with additions to the environment. */
    static Terminal paste(String commands, Path directory, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile(Path.of("target"), "terminal-", ".log");
            Path errors = Files.createTempFile(Path.of("target"), "terminal-errors-", ".log");
            // Not an argument: Java encodes arguments in the charset of the locale, which may lack some of the characters.
            Path script = Files.writeString(Files.createTempFile(Path.of("target"), "terminal-", ".sh"), commands);
            ProcessBuilder builder = new ProcessBuilder("bash", script.toAbsolutePath().toString())
                    .directory(directory.toFile())
                    .redirectOutput(output.toFile()).redirectError(errors.toFile());
            Path java = Path.of(System.getProperty("java.home"));
            builder.environment().put("JAVA_HOME", java.toString());
            builder.environment().merge("PATH", java.resolve("bin").toString(),
                    (path, bin) -> bin + File.pathSeparator + path);
            builder.environment().putAll(environment);
            return new Terminal(builder.start(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the commands have printed a text. */
    void await(String text, Duration patience) {
        Awaitility.await().atMost(patience).until(() -> output().contains(text) || !bash.isAlive());
        if (!output().contains(text)) {
            throw new AssertionError("ended without '" + text + "':\n" + output() + errors());
        }
    }

    /** Waits until the commands have ended and gives what they printed. */
    String awaitEnd(Duration patience) throws InterruptedException {
        if (!bash.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running:\n" + output() + errors());
        }
        return output();
    }

    String output() {
        return read(output);
    }

    String errors() {
        return read(errors);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> started = Stream.concat(Stream.of(bash.toHandle()), bash.descendants()).toList();
        started.forEach(ProcessHandle::destroy);
        try {
            Awaitility.await().atMost(END_WITHIN).until(() -> started.stream().noneMatch(Terminal::isRunning));
        } catch (ConditionTimeoutException e) {
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** A process that has ended keeps its id, but not its command, until its parent asks how it ended. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
