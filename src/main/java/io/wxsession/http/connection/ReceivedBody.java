package io.wxsession.http.connection;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.wxsession.http.connection.HeldMemory.Held;

/** A body, as much of it as has come. Whoever sends it may have to give way to others. */
final class ReceivedBody {

    private final Held memory;
    private Buffer buffer = Buffer.buffer();
    private boolean released;

    ReceivedBody(HttpServerRequest request, HeldMemory memory) {
        this.memory = memory.begin(() -> {
            // The objects of the connection live until it is closed, which may be after many others.
            release();
            request.connection().close();
        });
    }

    void append(Buffer part) {
        if (!released) {
            buffer.appendBuffer(part);
            memory.takes(buffer.length());
        }
    }

    int length() {
        return buffer.length();
    }

    Buffer bytes() {
        return buffer;
    }

    /** Whether all that came is still here. */
    boolean isWhole() {
        return !released;
    }

    void release() {
        released = true;
        buffer = Buffer.buffer();
        memory.release();
    }
}
