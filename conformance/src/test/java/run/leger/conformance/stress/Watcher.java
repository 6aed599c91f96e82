package run.leger.conformance.stress;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;
import run.leger.tailscale.BackendState;
import run.leger.tailscale.BusEvent;
import run.leger.tailscale.NotifyWatchOpt;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.Watch;

/** A thread that reads the bus, and remembers how often the watch stood and whether the daemon says by it that it runs. */
final class Watcher implements AutoCloseable {
    private final Watch watch;
    private final Thread thread;
    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean running;
    private volatile @Nullable LegerException end;

    Watcher(TailscaleClient client) {
        watch = client.watch(NotifyWatchOpt.INITIAL_STATE);
        thread = new Thread(this::read, "watcher");
        thread.start();
    }

    private void read() {
        try {
            for (BusEvent event : watch) {
                if (event instanceof BusEvent.Opened) {
                    opened.incrementAndGet();
                } else if (event instanceof BusEvent.Gap) {
                    running = false;
                }
                event.message().ifPresent(message -> running |= BackendState.RUNNING.equals(message.state()));
            }
        } catch (LegerException e) {
            end = e;
        }
    }

    /** Returns how often the watch stood. */
    int opened() {
        return opened.get();
    }

    /** Returns whether the daemon has said so since the watch last stood. */
    boolean running() {
        return running;
    }

    /** Returns why the watch ended before it was closed, or null. */
    @Nullable
    LegerException end() {
        return end;
    }

    @Override
    public void close() {
        watch.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
