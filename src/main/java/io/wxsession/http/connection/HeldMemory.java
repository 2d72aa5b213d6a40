package io.wxsession.http.connection;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the requests of one event loop hold in memory until their responses have ended: heads, complete or not, and bodies. If
 * it is too much, the largest request is closed first, and of several the oldest. What phones send is small and soon complete,
 * so those who fill the memory close only their own requests.
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

    /** The memory of one body, or of the heads of one connection. */
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
