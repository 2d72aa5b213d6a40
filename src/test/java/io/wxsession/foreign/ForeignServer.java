package io.wxsession.foreign;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A running program that others wrote, on a port of this machine. */
abstract class ForeignServer implements AutoCloseable {

    private final Process process;
    private final int port;

    ForeignServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where an installed program is. */
    static Optional<String> program(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, name)).filter(Files::isExecutable).map(Path::toString).findFirst();
    }

    /** An empty directory for a program. */
    static Path newHome(String name) {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final Process process() {
        return process;
    }

    final int port() {
        return port;
    }

    @Override
    public final void close() {
        process.destroy();
        process.onExit().join();
    }
}
