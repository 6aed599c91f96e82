package run.leger.tailscale;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import run.leger.core.ApiException;
import run.leger.core.BadRequestException;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;
import run.leger.core.ClientClosedException;
import run.leger.core.ConnectionLostException;
import run.leger.core.LegerException;
import run.leger.core.MalformedReplyException;
import run.leger.core.Retry;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnsupportedEndpointException;
import run.leger.core.UntrustedPeerException;
import run.leger.core.internal.JsonIn;

/**
 * The bus of the daemon: what changes, as it changes. It may be silent for hours, and it mends itself: when the connection is lost the reader is
 * told of the {@link BusEvent.Gap}, and the watch is opened again, after a random part of 100 ms at first and of 10 s at most.
 *
 * <pre>{@code
 * try (Watch watch = ts.watch(NotifyWatchOpt.recommended())) {
 *     for (BusEvent event : watch) {
 *         event.message().map(Notify::state).ifPresent(state -> ...);
 *     }
 * }
 * }</pre>
 *
 * <p>One reader at a time, and it reads on its own thread; only {@link #next(Duration)} and {@link #publisher} start another, at most one, which ends
 * with the watch. Any thread may close the watch, which ends a waiting reader at once; so does closing the client, or interrupting the reader.
 *
 * <p>Slow readers: nothing is read ahead but one buffer of 64 KiB, so at most that and the largest single message are in memory. The daemon
 * keeps the last 128 messages for this watch, then says so in {@link Notify#errMessage} and ends it: the reader finds a gap, and what it asked for
 * as the first message again.
 *
 * <p>The watch ends for good, with the error, where opening it again is no help: the right was lost, the daemon has no bus, the mask is refused,
 * somebody else answers, or the client is closed.
 */
public final class Watch implements Iterable<BusEvent>, AutoCloseable {
    private static final int LARGEST_MESSAGE = 256 << 20;
    /** A watch that stood this long was a good one: waits begin anew after it. */
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Retry BACKOFF = Retry.standard();

    private final LocalApi api;
    private final TransportRequest request;
    private final CallOptions toOpen;
    private final CallOptions options;
    private final long bound;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong skipped = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final PullPublisher<BusEvent> publisher = new PullPublisher<>(this::source);
    private final AtomicBoolean subscribed = new AtomicBoolean();

    // Guarded by the lock, so that closing finds whatever the reader waits for.
    private boolean closed;
    private @Nullable TransportResponse response;
    private @Nullable Thread opening;
    private boolean interruptedByClose;

    // The reader's own.
    private @Nullable FutureTask<BusEvent> pending;
    private @Nullable BusLines lines;
    private @Nullable String announce;
    private boolean fellBehind;
    private long openedAt;
    private Instant lostSince = Instant.EPOCH;
    private Optional<LegerException> lastFailure = Optional.empty();
    private int attempt;
    private int step;

    private Watch(LocalApi api, NotifyWatchOpt mask, CallOptions given) {
        this.api = api;
        this.request = LocalApi.get("watch-ipn-bus?mask=" + mask.wire());
        this.toOpen = given.orElse(LocalApi.DEFAULTS);
        this.options = given.withHeaderTimeout(
                        given.headerTimeout().or(toOpen::deadline).orElseThrow())
                .withoutDeadline()
                .withoutIdleTimeout()
                .withMaxBodyBytes(Long.MAX_VALUE);
        this.bound = Math.min(LARGEST_MESSAGE, given.maxBodyBytes().orElse(LARGEST_MESSAGE));
    }

    static Watch open(LocalApi api, NotifyWatchOpt mask, CallOptions options) {
        Watch watch = new Watch(api, mask, options);
        try {
            api.closeWithClient(watch, watch::close);
            watch.open();
            return watch;
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    /**
     * Waits for the next event, however long that takes.
     *
     * @return the event
     * @throws ClientClosedException if the watch or its client is closed, before or meanwhile
     * @throws CallInterruptedException if the thread is interrupted; the watch is closed then
     * @throws LegerException if the watch has ended for good
     * @throws IllegalStateException if another thread is reading
     */
    public BusEvent next() {
        return exclusively(() -> pending == null ? read() : await(pending));
    }

    /**
     * Waits for the next event, but not for ever. What arrives after the wait is returned by the next call.
     *
     * @param timeout how long; zero or less for what is there already
     * @return the event, or empty if there was none in time
     * @throws ClientClosedException if the watch or its client is closed, before or meanwhile
     * @throws CallInterruptedException if the thread is interrupted; the watch is closed then
     * @throws LegerException if the watch has ended for good
     * @throws IllegalStateException if another thread is reading
     */
    public Optional<BusEvent> next(Duration timeout) {
        return exclusively(() -> {
            if (pending == null && (announce != null || lines != null && lines.ready())) {
                return Optional.of(read());
            }
            if (pending == null) {
                // A blocking socket knows no wait that ends without an end of the connection, so another thread waits.
                pending = new FutureTask<>(this::read);
                Thread waiter = new Thread(pending, "leger-watch");
                waiter.setDaemon(true);
                waiter.start();
            }
            return await(pending, timeout);
        });
    }

    /**
     * Returns how many messages could not be read so far; each was told as {@link BusEvent.Skipped}.
     *
     * @return the number
     */
    public long skipped() {
        return skipped.get();
    }

    /**
     * Returns the events one by one. The iteration ends when the watch or its client is closed, and throws what {@link #next()} throws otherwise.
     *
     * @return the iterator; all iterators read from one stream
     */
    @Override
    public Iterator<BusEvent> iterator() {
        return new Iterator<>() {
            private @Nullable BusEvent event;

            @Override
            public boolean hasNext() {
                if (event == null) {
                    event = nextOrEnd().orElse(null);
                }
                return event != null;
            }

            @Override
            public BusEvent next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the watch is closed");
                }
                BusEvent taken = Objects.requireNonNull(event);
                event = null;
                return taken;
            }
        };
    }

    /**
     * Returns the events as a stream that is pushed, to one subscriber: a second is refused. Its methods are called on a thread of the watch. Nothing is
     * read before it is asked for, so what was said of slow readers holds for slow subscribers. Cancelling closes the watch; closing the watch completes
     * the stream.
     *
     * @return the publisher, the same at each call
     */
    public Flow.Publisher<BusEvent> publisher() {
        return publisher;
    }

    /** Ends the watch, and the reader that waits for it. Never waits itself. */
    @Override
    public void close() {
        TransportResponse open;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            // Before the interrupt, whose reader looks at this to tell it from one of somebody else's.
            closing.countDown();
            open = response;
            if (opening != null && opening != Thread.currentThread()) {
                interruptedByClose = true;
                opening.interrupt();
            }
        } finally {
            lock.unlock();
        }
        if (open != null) {
            open.close();
        }
        api.forget(this);
        publisher.wake();
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    private Optional<BusEvent> nextOrEnd() {
        try {
            return isClosed() ? Optional.empty() : Optional.of(next());
        } catch (ClientClosedException e) {
            return Optional.empty();
        }
    }

    private PullPublisher.Source<BusEvent> source() {
        if (!subscribed.compareAndSet(false, true)) {
            throw new IllegalStateException("a watch has one subscriber");
        }
        return new PullPublisher.Source<>() {
            @Override
            public Optional<BusEvent> next() {
                return nextOrEnd();
            }

            @Override
            public boolean ended() {
                return isClosed();
            }

            @Override
            public void stop() {
                close();
            }
        };
    }

    private <T> T exclusively(Callable<T> step) {
        if (!reading.compareAndSet(false, true)) {
            throw new IllegalStateException("another thread reads this watch");
        }
        try {
            return step.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            reading.set(false);
        }
    }

    private BusEvent await(FutureTask<BusEvent> waiting) {
        while (true) {
            Optional<BusEvent> event = await(waiting, Duration.ofDays(365));
            if (event.isPresent()) {
                return event.get();
            }
        }
    }

    private Optional<BusEvent> await(FutureTask<BusEvent> waiting, Duration timeout) {
        try {
            BusEvent event = waiting.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
            pending = null;
            return Optional.of(event);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(request.operation() + ": the thread was interrupted", null, e);
        } catch (ExecutionException e) {
            pending = null;
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Waits for one event on this thread. */
    private BusEvent read() {
        requireOpen();
        try {
            if (lines == null) {
                return reopened();
            }
            if (announce != null) {
                BusEvent opened = new BusEvent.Opened(announce);
                announce = null;
                return opened;
            }
            Optional<BusLines.Line> line = lines.next();
            return line.isPresent()
                    ? decoded(line.get())
                    : lost(fellBehind ? BusEvent.Gap.Reason.FELL_BEHIND : BusEvent.Gap.Reason.ENDED, Optional.empty());
        } catch (LegerException e) {
            requireOpen();
            if (isFinal(e)) {
                close();
                throw e;
            }
            return lost(BusEvent.Gap.Reason.LOST, Optional.of(e));
        } catch (IOException e) {
            requireOpen();
            String text = request.operation() + ": the connection broke (" + e.getMessage() + ")";
            return lost(BusEvent.Gap.Reason.LOST, Optional.of(new ConnectionLostException(text, null, e)));
        }
    }

    private BusEvent decoded(BusLines.Line line) {
        try {
            if (line.tooLong()) {
                throw line.failure(request.operation(), bound);
            }
            List<String> unknown = new ArrayList<>(0);
            Notify notify = JsonIn.read(line.bytes(), request.operation(), in -> Notify.read(in, unknown));
            String said = notify.errMessage();
            fellBehind = said != null && said.contains("fell behind");
            return new BusEvent.Message(notify, unknown.isEmpty() ? List.of() : List.copyOf(unknown));
        } catch (MalformedReplyException e) {
            skipped.incrementAndGet();
            return new BusEvent.Skipped(line.length(), e);
        }
    }

    private BusEvent lost(BusEvent.Gap.Reason reason, Optional<LegerException> failure) {
        TransportResponse old;
        lock.lock();
        try {
            old = response;
            response = null;
        } finally {
            lock.unlock();
        }
        if (old != null) {
            old.close();
        }
        lines = null;
        lostSince = Instant.now();
        lastFailure = failure;
        attempt = 0;
        step = System.nanoTime() - openedAt > STEADY_NANOS ? 0 : step;
        return new BusEvent.Gap(reason, failure, lostSince, 0);
    }

    private BusEvent reopened() {
        step++;
        try {
            if (closing.await(BACKOFF.pauseAfter(lastFailure, step).toMillis(), TimeUnit.MILLISECONDS)) {
                throw closedFailure();
            }
            open();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(request.operation() + ": the thread was interrupted", null, e);
        } catch (LegerException e) {
            requireOpen();
            if (isFinal(e)) {
                throw e;
            }
            attempt++;
            lastFailure = Optional.of(e);
            return new BusEvent.Gap(BusEvent.Gap.Reason.NOT_BACK, lastFailure, lostSince, attempt);
        }
        return read();
    }

    private void open() {
        lock.lock();
        try {
            requireOpen();
            opening = Thread.currentThread();
        } finally {
            lock.unlock();
        }
        TransportResponse opened = null;
        try {
            opened = answer();
        } catch (UnsupportedEndpointException e) {
            throw new UnsupportedEndpointException(
                    e.endpoint(),
                    e.status(),
                    e.serverMessage(),
                    "use a tailscaled that was built with its bus (feature ipnbus)");
        } catch (BadRequestException e) {
            throw new BadRequestException(
                    e.endpoint(), e.status(), e.serverMessage(), "take out of the mask what this daemon refuses");
        } finally {
            adopt(opened);
        }
        InputStream body = opened.body();
        lines = new BusLines(body, bound);
        announce = opened.headers().first("Tailscale-Version").orElse("");
        fellBehind = false;
        openedAt = System.nanoTime();
    }

    private TransportResponse answer() {
        TransportResponse answer = api.send(request, options);
        if (answer.status() / 100 == 2) {
            return answer;
        }
        answer.close();
        // Has the daemon refuse again, under deadlines: what it says to a watch could be endless too.
        api.open(request, toOpen).close();
        throw new ConnectionLostException(
                request.operation() + ": the daemon refused the watch, and then did not", null, null);
    }

    private void adopt(@Nullable TransportResponse opened) {
        boolean late;
        lock.lock();
        try {
            opening = null;
            response = opened;
            late = closed;
            if (interruptedByClose) {
                // That interrupt was for the call that has just ended, and is nobody else's business.
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
        if (late && opened != null) {
            opened.close();
        }
    }

    private static boolean isFinal(LegerException e) {
        if (e instanceof ApiException api) {
            return api.status() < 500 && api.status() != 429;
        }
        return e instanceof ClientClosedException
                || e instanceof CallInterruptedException
                || e instanceof UntrustedPeerException;
    }

    private void requireOpen() {
        if (isClosed()) {
            throw closedFailure();
        }
    }

    private ClientClosedException closedFailure() {
        return new ClientClosedException(request.operation() + ": the watch is closed", null, null);
    }
}
