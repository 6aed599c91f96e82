package run.leger.setec;

import org.jspecify.annotations.Nullable;

/** Interrupts one request of this thread when its time is up, and nothing that the thread does afterwards. */
final class Cut implements Runnable {
    private @Nullable Thread thread = Thread.currentThread();
    private boolean fired;

    @Override
    public synchronized void run() {
        if (thread != null) {
            fired = true;
            thread.interrupt();
        }
    }

    /** Ends the request, and tells whether its time was up. */
    synchronized boolean end() {
        thread = null;
        if (fired) {
            Thread.interrupted();
        }
        return fired;
    }
}
