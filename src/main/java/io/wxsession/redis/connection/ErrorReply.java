package io.wxsession.redis.connection;

import java.util.Arrays;
import java.util.Optional;

/**
 * An error that Redis replied and what it asks of a client.
 *
 * @param meaning what to do
 * @param text as Redis wrote it; it may quote arguments, so it is never logged
 */
public record ErrorReply(Meaning meaning, String text) {

    /** What to do, by the error's first word. See the Redis cluster specification, "Redirection and resharding". */
    public enum Meaning {
        /** The slot is at another server now. */
        MOVED,
        /** The slot is on its way to another server, and this key is there already. */
        ASK,
        /** The slot is on its way, and only some of the keys are there. */
        TRYAGAIN,
        /** This server is no master. */
        READONLY,
        /** This server is a replica that has lost its master. */
        MASTERDOWN,
        /** The cluster does not serve this slot. */
        CLUSTERDOWN,
        /** The server reads its data and will serve soon. */
        LOADING,
        /** The server does not know the script by its hash yet. */
        NOSCRIPT,
        /** The command failed, the server is well. */
        OTHER
    }

    /** The error reply in a failure; empty if it failed without a reply. */
    public static Optional<ErrorReply> of(Throwable failure) {
        return ClientInternals.errorReply(failure).map(text -> new ErrorReply(meaning(text), text));
    }

    private static Meaning meaning(String text) {
        String kind = text.split(" ", 2)[0];
        return Arrays.stream(Meaning.values()).filter(meaning -> meaning.name().equals(kind)).findFirst()
                .orElse(Meaning.OTHER);
    }

    /** The slot of MOVED and ASK, such as {@code MOVED 3999 10.0.0.7:6379}. */
    public int slot() {
        return Integer.parseInt(text.split(" ")[1]);
    }

    /**
     * The server that MOVED and ASK name.
     *
     * @param replied the server that said so; it names itself with an empty host
     */
    public RedisEndpoint target(RedisEndpoint replied) {
        String address = text.split(" ")[2];
        int colon = address.lastIndexOf(':');
        return replied.at(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }
}
