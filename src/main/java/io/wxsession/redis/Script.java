package io.wxsession.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.sealing.SealedValue;

/**
 * A Lua script and the one place that knows how its reply is read.
 *
 * @param <R> what the reply says
 * @param source what Redis runs
 * @param sha1 the name Redis gives it
 * @param reply reads the reply
 */
public record Script<R>(String source, String sha1, Function<ReplyReader, R> reply) {

    /**
     * Reads a script from the class path.
     *
     * @param reply reads its reply
     * @param parts file names under {@code /lua}, joined in this order
     */
    public static <R> Script<R> of(Function<ReplyReader, R> reply, String... parts) {
        StringBuilder source = new StringBuilder();
        for (String part : parts) {
            source.append(read("/lua/" + part)).append('\n');
        }
        return new Script<>(source.toString(), sha1(source.toString()), reply);
    }

    /** Reads a script whose reply is not used. */
    public static Script<Void> withoutReply(String... parts) {
        return of(reply -> null, parts);
    }

    Request invocation(Command command, String script, Iterable<String> keys, Iterable<?> args) {
        List<String> names = new ArrayList<>();
        keys.forEach(names::add);
        Request request = Request.cmd(command).arg(script).arg(names.size());
        names.forEach(request::arg);
        for (Object arg : args) {
            if (arg instanceof SealedValue sealed) {
                request.arg(sealed.bytes());
            } else if (arg instanceof Duration duration) {
                request.arg(duration.toMillis());
            } else {
                request.arg(arg.toString());
            }
        }
        return request;
    }

    private static String read(String resource) {
        try (InputStream in = Script.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
