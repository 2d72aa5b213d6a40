package io.wxsession.http;

import java.util.LinkedHashSet;
import java.util.Set;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;

/**
 * The bodies of the requests of one event loop, from their first byte until the response has ended. If they take too much memory,
 * the connection of the largest one is closed, and of several the oldest: bodies of phones are small and soon complete, so that
 * whoever fills the memory hits no one else.
 */
final class HeldBodies {

    private final Set<HeldBody> bodies = new LinkedHashSet<>();
    private final long maxBytes;
    private long bytes;

    HeldBodies(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    HeldBody begin(HttpConnection connection) {
        HeldBody body = new HeldBody(connection);
        bodies.add(body);
        return body;
    }

    private HeldBody largest() {
        HeldBody largest = null;
        for (HeldBody body : bodies) {
            if (largest == null || body.length() > largest.length()) {
                largest = body;
            }
        }
        return largest;
    }

    /** A body, as much of it as has come. */
    final class HeldBody {

        private final HttpConnection connection;
        private Buffer buffer = Buffer.buffer();

        private HeldBody(HttpConnection connection) {
            this.connection = connection;
        }

        int length() {
            return buffer.length();
        }

        Buffer bytes() {
            return buffer;
        }

        /** Whether it was not given up to make room. */
        boolean isHeld() {
            return bodies.contains(this);
        }

        void append(Buffer part) {
            if (!isHeld()) {
                return;
            }
            buffer.appendBuffer(part);
            bytes += part.length();
            while (bytes > maxBytes) {
                HeldBody largest = largest();
                largest.release();
                largest.connection.close();
            }
        }

        /** Frees its memory at once; the objects of its connection live until that is closed, which may be after many others. */
        void release() {
            if (bodies.remove(this)) {
                bytes -= buffer.length();
                buffer = Buffer.buffer();
            }
        }
    }
}
