package io.wxsession.redis.topology;

import java.util.Optional;
import java.util.Set;

import io.vertx.core.Future;
import io.vertx.redis.client.RedisConnection;
import io.wxsession.redis.connection.RedisEndpoint;

/** Which servers are masters, and of which keys. All event loops share it, so its methods may be called from any. */
public interface Topology {

    /** The master of a hash slot; empty as long as nobody has named it. */
    Optional<RedisEndpoint> master(int slot);

    /** All masters that are known. Another set than last time if they have changed. */
    Set<RedisEndpoint> masters();

    /** Whether different keys may have different masters. */
    boolean hasSlots();

    /** Fails if a server that has just been connected is no master. */
    default Future<?> admit(RedisConnection connection) {
        return Future.succeededFuture();
    }

    /** A server said that a slot is at another one now. */
    default void moved(int slot, RedisEndpoint master) {
        throw new IllegalStateException("only a cluster moves slots");
    }

    /** Asks for the masters, without anybody waiting for the answer, if the last answer has become old. */
    default void refreshIfOld() {
    }

    /**
     * Asks for the masters, because one failed or none is known. Calls that come close together ask once.
     *
     * @return completes when the answer is known; fails if nobody gives one, or nobody gave one a moment ago
     */
    Future<Void> refresh();

    /** Ends the connections on which it asks. */
    default void close() {
    }
}
