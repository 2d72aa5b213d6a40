package io.wxsession.http.connection;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the requests of one event loop hold in memory: heads until they are complete, bodies from their first byte until the
 * response has ended. If it is too much, the largest gives way, and of several the oldest: what phones send is small and soon
 * complete, so that whoever fills the memory hits no one else.
 */
final class HeldMemory {

    private final Set<Held> all = new LinkedHashSet<>();
    private final long maxBytes;
    private long bytes;

    HeldMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Something that will take memory.
     *
     * @param giveWay frees it
     */
    Held begin(Runnable giveWay) {
        Held held = new Held(giveWay);
        all.add(held);
        return held;
    }

    private Held largest() {
        Held largest = null;
        for (Held held : all) {
            if (largest == null || held.bytes > largest.bytes) {
                largest = held;
            }
        }
        return largest;
    }

    /** The memory of one head or body. */
    final class Held {

        private final Runnable giveWay;
        private int bytes;

        private Held(Runnable giveWay) {
            this.giveWay = giveWay;
        }

        /** Says how much it takes now. */
        void takes(int now) {
            if (!all.contains(this)) {
                return;
            }
            HeldMemory.this.bytes += now - bytes;
            bytes = now;
            while (HeldMemory.this.bytes > maxBytes) {
                Held largest = largest();
                largest.release();
                largest.giveWay.run();
            }
        }

        void release() {
            if (all.remove(this)) {
                HeldMemory.this.bytes -= bytes;
            }
        }
    }
}
