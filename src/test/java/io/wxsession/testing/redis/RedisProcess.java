package io.wxsession.testing.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

import redis.embedded.core.ExecutableProvider;

/**
 * A Redis or Sentinel of its own process, which tests kill, freeze and thaw. The program is the one of the embedded Redis, or
 * the one that the system property {@code test.redis.server} names.
 */
public final class RedisProcess implements AutoCloseable {

    private static final String PROGRAM = "test.redis.server";
    /** A node of a cluster listens also 10000 ports higher. */
    private static final int BUS = 10_000;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final int port;
    private final Path directory;
    private final List<String> flags;
    private Process process;

    private RedisProcess(int port, Path directory, List<String> flags) {
        this.port = port;
        this.directory = directory;
        this.flags = flags;
    }

    /** Starts a server with those lines in its configuration, beside what all have. */
    public static RedisProcess server(String... settings) {
        return start(List.of(), settings);
    }

    static RedisProcess sentinel(String... settings) {
        return start(List.of("--sentinel"), settings);
    }

    private static RedisProcess start(List<String> flags, String... settings) {
        try {
            int port = freePort();
            Path directory = Path.of("target", "redis-" + port + "-" + System.nanoTime()).toAbsolutePath();
            Files.createDirectories(directory);
            List<String> lines = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "dir " + directory,
                    "logfile " + directory.resolve("redis.log")));
            if (flags.isEmpty()) {
                lines.add("save \"\"");
            }
            lines.addAll(List.of(settings));
            Files.write(directory.resolve("redis.conf"), lines);
            RedisProcess redis = new RedisProcess(port, directory, flags);
            redis.start();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that is free, and whose port for the bus of a cluster is free too. */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket one = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    ServerSocket other = new ServerSocket(port + BUS, 1, InetAddress.getLoopbackAddress())) {
                return one.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
    }

    /** Starts it, also again, with the files it left. */
    public void start() {
        try {
            List<String> command = new ArrayList<>(List.of(program(), directory.resolve("redis.conf").toString()));
            command.addAll(flags);
            process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output.log").toFile()).start();
            RUNNING.add(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().ignoreExceptions().until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("Redis ended: " + log());
            }
            return !ask(wire -> wire.text("INFO", "server")).isEmpty();
        });
    }

    private static synchronized String program() throws IOException {
        String named = System.getProperty(PROGRAM);
        if (named == null) {
            named = ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
            System.setProperty(PROGRAM, named);
        }
        return named;
    }

    public int port() {
        return port;
    }

    /** Its address as {@code quarkus.redis.hosts} takes it. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Where its files are. */
    public Path directory() {
        return directory;
    }

    /** A connection to it. */
    public RedisWire connect() {
        return new RedisWire(port);
    }

    /** Asks it something on a connection made for that. */
    public <T> T ask(Function<RedisWire, T> question) {
        try (RedisWire wire = connect()) {
            return question.apply(wire);
        }
    }

    /** Tells it something on a connection made for that. */
    public void tell(String... command) {
        ask(wire -> wire.send(command));
    }

    /** Asks it something whose reply is text, on a connection made for that. */
    public String text(String... command) {
        return ask(wire -> wire.text(command));
    }

    /** What it says of itself in that section, by field. */
    public Map<String, String> info(String section) {
        return ask(wire -> wire.text("INFO", section)).lines().filter(line -> line.contains(":"))
                .collect(Collectors.toMap(line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1), (one, other) -> one));
    }

    /** Whether it answers, and is neither dead nor frozen. */
    boolean answers() {
        try {
            return ask(wire -> wire.text("PING")).equals("PONG");
        } catch (UncheckedIOException deadOrFrozen) {
            return false;
        }
    }

    /** Its log so far. */
    public String log() {
        try {
            Path log = directory.resolve("redis.log");
            return (Files.exists(log) ? Files.readString(log) : "") + Files.readString(directory.resolve("output.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it at once; the system closes its connections. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
        RUNNING.remove(process);
    }

    /** Ends it in good order, with its data on the disk. */
    public void saveAndEnd() {
        try {
            tell("SHUTDOWN", "SAVE");
        } catch (UncheckedIOException itEndsWithoutAReply) {
            process.onExit().join();
        }
        RUNNING.remove(process);
    }

    /** It keeps its connections and does nothing more. */
    public void freeze() {
        signal("-STOP");
    }

    /** It goes on where it was. */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            if (new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor() != 0) {
                throw new IllegalStateException("cannot signal Redis at port " + port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Makes it run again, whatever was done to it. */
    public void revive() {
        if (process.isAlive()) {
            thaw();
        } else {
            start();
        }
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return "Redis at port " + port;
    }
}
