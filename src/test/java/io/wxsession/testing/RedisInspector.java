package io.wxsession.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** Looks into the Redis of the service, and makes its sessions older than they are. */
public final class RedisInspector {

    private static final int BATCH = 1000;
    private static final int MOST_COMMANDS = 10_000;
    private static final Pattern PROCESS = Pattern.compile("process_id:(\\d+)");
    private static final Vertx VERTX = Vertx.vertx();
    private static final Map<Integer, Redis> CLIENTS = new ConcurrentHashMap<>();

    private RedisInspector() {
    }

    /** Any command. */
    public static Response command(Command command, Object... args) {
        Request request = Request.cmd(command);
        for (Object arg : args) {
            request.arg(arg.toString());
        }
        return Blocking.get(client().send(request));
    }

    /** Stops the process of Redis meanwhile. Afterwards it carries out what it was sent, also by those who no longer wait. */
    public static void whileItHangs(Runnable action) {
        Matcher id = PROCESS.matcher(command(Command.INFO, "server").toString());
        if (!id.find()) {
            throw new IllegalStateException("Redis does not tell its process");
        }
        signal("-STOP", id.group(1));
        try {
            action.run();
        } finally {
            signal("-CONT", id.group(1));
        }
    }

    private static void signal(String signal, String process) {
        try {
            new ProcessBuilder("kill", signal, process).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Many commands, sent together. */
    public static void commands(List<Request> requests) {
        for (int first = 0; first < requests.size(); first += BATCH) {
            Blocking.get(client().batch(requests.subList(first, Math.min(first + BATCH, requests.size()))));
        }
    }

    /** The names of all keys of that pattern. */
    public static List<String> keys(String pattern) {
        List<String> keys = new ArrayList<>();
        command(Command.KEYS, pattern).forEach(key -> keys.add(key.toString()));
        return keys;
    }

    /** Everything that a key holds, as text. */
    public static String dump(String key) {
        return switch (command(Command.TYPE, key).toString()) {
            case "hash" -> command(Command.HGETALL, key).toString();
            case "zset" -> command(Command.ZRANGE, key, 0, -1, "WITHSCORES").toString();
            case "set" -> command(Command.SMEMBERS, key).toString();
            default -> String.valueOf(command(Command.GET, key));
        };
    }

    /** The commands that Redis carries out for an action of the service, each with its first arguments. */
    public static List<List<String>> commandsDuring(Runnable action) {
        command(Command.CONFIG, "SET", "slowlog-max-len", MOST_COMMANDS);
        command(Command.CONFIG, "SET", "slowlog-log-slower-than", 0);
        command(Command.SLOWLOG, "RESET");
        action.run();
        List<List<String>> commands = new ArrayList<>();
        for (Response entry : command(Command.SLOWLOG, "GET", MOST_COMMANDS)) {
            commands.add(entry.get(3).stream().map(Response::toString).toList());
        }
        command(Command.CONFIG, "SET", "slowlog-log-slower-than", -1);
        return commands;
    }

    /** The record of a session. */
    public static JsonObject session(String handle) {
        return new JsonObject(command(Command.GET, sessionKey(handle)).toBuffer());
    }

    /** Rewrites the record of a session. */
    public static void changeSession(String handle, UnaryOperator<JsonObject> change) {
        command(Command.SET, sessionKey(handle), change.apply(session(handle)).encode(), "KEEPTTL");
    }

    /** Deletes a key. */
    public static void delete(String key) {
        command(Command.DEL, key);
    }

    /** Lets a session run out now, as its idle timeout would. */
    public static void expireSession(String handle) {
        command(Command.PEXPIRE, sessionKey(handle), 0);
    }

    /** Pretends that the minute in which a session ends by itself was over a month ago, as far as it is counted. */
    public static void letMinutePass(String handle, String userId, String appId) {
        long minute = (long) (command(Command.ZSCORE, keys("wxs:{*}:us:" + userId).get(0), handle).toDouble() / 60_000);
        String live = sessionKey(handle).replaceFirst(":s:.*", ":live");
        String counted = "%s|%d".formatted(appId, minute / 60);
        List<String> others = new ArrayList<>(List.of(command(Command.HGET, live, counted).toString().split(" ")));
        String entry = others.stream().filter(other -> other.startsWith(minute % 60 + "=")).findFirst().orElseThrow();
        others.remove(entry);
        int sameMinute = Integer.parseInt(entry.substring(entry.indexOf('=') + 1));
        if (sameMinute > 1) {
            others.add("%d=%d".formatted(minute % 60, sameMinute - 1));
        }
        command(Command.HSET, live, counted, String.join(" ", others));
        long monthAgo = minute / 60 - 30 * 24;
        command(Command.HSET, live, "%s|%d".formatted(appId, monthAgo), minute % 60 + "=1", appId + "|next",
                Long.toString(monthAgo * 60));
    }

    /** Leaves a session and its attributes only so much of their life. */
    public static void shortenLife(String handle, Duration left) {
        keys("wxs:{*}:s*:" + handle).forEach(key -> command(Command.PEXPIRE, key, left.toMillis()));
    }

    /** How long a session is kept unless it is refreshed. */
    public static Duration sessionLife(String handle) {
        return Duration.ofMillis(command(Command.PTTL, sessionKey(handle)).toLong());
    }

    /** How long the attributes of a session are kept; negative if there are none. */
    public static Duration attributesLife(String handle) {
        return Duration.ofMillis(keys(attributes(handle)).stream()
                .mapToLong(key -> command(Command.PTTL, key).toLong()).findFirst().orElse(-1));
    }

    /** Whether Redis holds attributes of a session. */
    public static boolean hasAttributes(String handle) {
        return !keys(attributes(handle)).isEmpty();
    }

    private static String attributes(String handle) {
        return "wxs:{*}:sa:" + handle;
    }

    /** The names of the groups that hold a user because of a unionid. */
    public static List<String> unionsOf(String userId) {
        return keys("wxs:union:*").stream()
                .filter(key -> command(Command.SISMEMBER, key, userId).toBoolean()).toList();
    }

    private static Redis client() {
        return CLIENTS.computeIfAbsent(Integer.getInteger(TestEnvironment.REDIS),
                port -> Redis.createClient(VERTX, "redis://127.0.0.1:" + port));
    }

    private static String sessionKey(String handle) {
        List<String> keys = keys("wxs:{*}:s:" + handle);
        if (keys.size() != 1) {
            throw new IllegalArgumentException("no session " + handle);
        }
        return keys.get(0);
    }
}
