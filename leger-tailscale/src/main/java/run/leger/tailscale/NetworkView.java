package run.leger.tailscale;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallInterruptedException;
import run.leger.core.ClientClosedException;
import run.leger.core.ConnectionLostException;
import run.leger.core.LegerException;

/**
 * The tailnet as this device sees it, kept up to date by the bus: ask as often as you like, it costs no call.
 *
 * <pre>{@code
 * try (NetworkView view = NetworkView.open(ts)) {
 *     view.snapshot().peers().values().forEach(peer -> ...);
 *     NetworkSnapshot later = view.awaitChange(view.snapshot(), Duration.ofMinutes(1)).orElseThrow();
 * }
 * }</pre>
 *
 * <p>Right after whatever the bus brings, on every daemon: from 1.100 on the picture is the first message's status and the changes to it, before
 * that the status and the whole network map at each change. The daemon is asked for its status again wherever the messages alone do not tell: after
 * a gap or a logout, when the profile was switched, when a message could not be read or had fields that this version does not know, or changed a
 * peer that nobody had told of. Questions that are only for doubt take at most a tenth of the time.
 *
 * <p>One thread of its own, and one for each subscriber, all ended by closing. A change of one peer among 10,000 copies a table of references, not the
 * peers. Closing the client closes the view.
 */
public final class NetworkView implements AutoCloseable {
    private static final NotifyWatchOpt MASK = NotifyWatchOpt.recommended().with(NotifyWatchOpt.PEER_WIRE_GUARD_STATE);
    private static final Duration FIRST_MESSAGE = Duration.ofSeconds(5);
    private static final long NEVER = Long.MAX_VALUE;
    private static final long SHORTEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int REST_PER_QUESTION = 9;

    private final TailscaleClient client;
    private final Watch watch;
    private final PullPublisher<NetworkSnapshot> publisher = new PullPublisher<>(Changes::new);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile NetworkSnapshot snapshot;
    private volatile boolean closed;
    private volatile @Nullable LegerException failure;

    // Of the view's thread alone.
    private final NetworkModel model = new NetworkModel();
    private final long origin = System.nanoTime();
    private long askAt = NEVER;
    private long restUntil;

    private NetworkView(TailscaleClient client, Watch watch) {
        this.client = client;
        this.watch = watch;
        this.snapshot = model.snapshot();
    }

    /**
     * Opens a view, and waits for its first picture.
     *
     * <p>Right: read. Upstream: stable. {@code GET watch-ipn-bus}, {@code GET status}.
     *
     * @param client what to ask; closing it closes the view
     * @return the view; close it
     * @throws run.leger.core.UnsupportedEndpointException if this daemon was built without its bus
     */
    public static NetworkView open(TailscaleClient client) {
        NetworkView view = new NetworkView(client, client.watch(MASK));
        try {
            view.begin();
            return view;
        } catch (LegerException e) {
            view.close();
            throw e;
        }
    }

    private void begin() {
        while (!model.isCurrent()) {
            Optional<BusEvent> event = watch.next(FIRST_MESSAGE);
            if (event.orElse(null) instanceof BusEvent.Gap gap) {
                throw gap.failure()
                        .orElseGet(() -> new ConnectionLostException("the daemon ended the watch at once", null, null));
            }
            event.ifPresentOrElse(this::take, () -> askAt = 0);
            if (askAt <= now()) {
                model.seed(client.status());
                askAt = NEVER;
            }
        }
        snapshot = model.snapshot();
        Thread thread = new Thread(this::run, "leger-network-view");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Returns the latest picture. Never waits. After a gap it is the last one before it, and says so in {@link NetworkSnapshot#current}.
     *
     * @return the snapshot
     */
    public NetworkSnapshot snapshot() {
        return snapshot;
    }

    /**
     * Waits until there is another picture.
     *
     * @param seen the snapshot that the caller has
     * @param timeout how long to wait
     * @return the latest snapshot, which may be many changes later, or empty if there was none in time
     * @throws ClientClosedException if the view is closed
     * @throws CallInterruptedException if the thread is interrupted
     * @throws LegerException if the watch has ended for good
     */
    @SuppressWarnings("ReferenceEquality") // each snapshot is published once
    public Optional<NetworkSnapshot> awaitChange(NetworkSnapshot seen, Duration timeout) {
        return await(latest -> latest != seen, timeout);
    }

    /**
     * Waits for a picture that has something.
     *
     * <pre>{@code
     * view.await(s -> s.state().equals(BackendState.RUNNING), Duration.ofMinutes(10));
     * }</pre>
     *
     * @param wanted what; asked of the present snapshot at first, then of later ones, of which some may be passed over. It must be quick
     * @param timeout how long to wait
     * @return the snapshot, or empty if there was none in time
     * @throws ClientClosedException if the view is closed
     * @throws CallInterruptedException if the thread is interrupted
     * @throws LegerException if the watch has ended for good
     */
    public Optional<NetworkSnapshot> await(Predicate<NetworkSnapshot> wanted, Duration timeout) {
        long rest = TimeUnit.NANOSECONDS.convert(timeout);
        lock.lock();
        try {
            while (true) {
                NetworkSnapshot latest = snapshot;
                if (wanted.test(latest)) {
                    return Optional.of(latest);
                }
                requireOpen();
                if (rest <= 0) {
                    return Optional.empty();
                }
                rest = changed.awaitNanos(rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("the thread was interrupted while it waited for the network", null, e);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        LegerException ended = failure;
        if (ended != null) {
            throw ended;
        }
        if (closed) {
            throw new ClientClosedException("the view of the network is closed", null, null);
        }
    }

    /**
     * Returns the pictures as a stream that is pushed: the present one first, then each time the latest. A subscriber that asks slowly is given
     * fewer, never old ones. Its methods are called on a thread of its own. Completes when the view is closed.
     *
     * @return the publisher, for any number of subscribers
     */
    public Flow.Publisher<NetworkSnapshot> publisher() {
        return publisher;
    }

    /** Ends the view, and whoever waits for it. Its last snapshot stays. */
    @Override
    public void close() {
        closed = true;
        watch.close();
        signal();
    }

    private void run() {
        try {
            while (!closed) {
                Optional<BusEvent> event = askAt == NEVER
                        ? Optional.of(watch.next())
                        : watch.next(Duration.ofNanos(Math.max(0, askAt - now())));
                event.ifPresent(this::take);
                if (askAt <= now()) {
                    ask();
                }
                publish();
            }
        } catch (LegerException e) {
            failure = closed || e instanceof ClientClosedException ? null : e;
            model.lost();
            publish();
        } finally {
            close();
        }
    }

    private void take(BusEvent event) {
        if (event instanceof BusEvent.Message message) {
            if (model.apply(message)) {
                doubt();
            }
        } else if (event instanceof BusEvent.Opened) {
            model.opened();
        } else if (event instanceof BusEvent.Skipped) {
            doubt();
        } else {
            model.lost();
            askAt = NEVER;
        }
    }

    private void doubt() {
        model.doubted();
        askAt = Math.min(askAt, Math.max(now(), restUntil));
    }

    private void ask() {
        askAt = NEVER;
        long asked = now();
        try {
            model.seed(client.status());
        } catch (ClientClosedException | CallInterruptedException e) {
            throw e;
        } catch (LegerException e) {
            // If the daemon is gone, the watch will tell; otherwise the question is due again.
            askAt = now() + TimeUnit.SECONDS.toNanos(1);
        }
        restUntil = now() + Math.max(SHORTEST_REST_NANOS, REST_PER_QUESTION * (now() - asked));
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    private void publish() {
        NetworkSnapshot next = model.snapshot();
        if (!next.sameAs(snapshot)) {
            snapshot = next;
            signal();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        publisher.wake();
    }

    /** What one subscriber has seen. */
    private final class Changes implements PullPublisher.Source<NetworkSnapshot> {
        private @Nullable NetworkSnapshot seen;
        private volatile boolean stopped;

        @Override
        @SuppressWarnings("ReferenceEquality") // each snapshot is published once
        public Optional<NetworkSnapshot> next() {
            NetworkSnapshot before = seen;
            Optional<NetworkSnapshot> next = Optional.empty();
            try {
                while (next.isEmpty() && !ended()) {
                    next = await(latest -> latest != before || stopped, Duration.ofDays(1));
                }
            } catch (ClientClosedException e) {
                return Optional.empty();
            }
            seen = next.orElse(before);
            return stopped ? Optional.empty() : next;
        }

        @Override
        public boolean ended() {
            return stopped || closed;
        }

        @Override
        public @Nullable LegerException failure() {
            return failure;
        }

        @Override
        public void stop() {
            stopped = true;
            signal();
        }
    }
}
