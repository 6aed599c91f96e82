package run.leger.setec;

import java.time.Duration;

/** A time within which something has to be done. It runs on the clock that nobody sets. */
final class Limit {
    private final StoreThreads threads;
    private final long begin;
    private final Duration whole;

    Limit(StoreThreads threads, Duration whole) {
        this.threads = threads;
        this.whole = whole;
        begin = threads.nanos();
    }

    /** Returns the time that there was at the beginning. */
    Duration whole() {
        return whole;
    }

    /** Returns the time that is left: none, or less than none, where it is over. */
    Duration left() {
        return whole.minusNanos(threads.nanos() - begin);
    }
}
