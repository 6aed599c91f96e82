package run.leger.setec.rotate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.leger.core.CallInterruptedException;
import run.leger.core.ClientClosedException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.LegerException;
import run.leger.core.Phase;
import run.leger.core.SecretBytes;
import run.leger.setec.Secret;
import run.leger.setec.SecretName;
import run.leger.setec.SecretUnavailableException;
import run.leger.setec.SecretValue;

/**
 * A value built from a secret that follows its rotation: a pool, a client, a key. When the secret changes, another one is built beside the one in use,
 * checked, put in its place, and the old one is closed when nobody holds it any more.
 *
 * <pre>{@code
 * try (Rotating<Pool> pool = Rotating.of(store.secret(DB), value -> Pool.connect(value))
 *         .checking(Pool::ping)
 *         .start()) {
 *     int n = pool.use(p -> p.count("select ..."));
 * }
 * }</pre>
 *
 * <p>While a build or its check fails, the value of before is served, and it is tried again by itself: after a random part of a second at first and of
 * a minute at most, and at once when the secret changes again. {@link #state} tells.
 *
 * <p>Borrowing never waits for a rotation, and a rotation never for a borrower. No lock is held while something is built, checked, used or closed.
 * Threads: daemons that exist only while something is to be done. Safe for use by many threads.
 *
 * <p>Mirrors {@code setec.Updater}.
 *
 * @param <T> what is built
 */
public final class Rotating<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rotating.class);
    /** How long {@link #close} waits for functions that close values, after it has given up waiting for borrowers. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(5);

    private final RotatingSettings<T> with;
    private final Maker<T> maker;
    private final Secret secret;
    private final RotateThreads threads;
    private final Announcements announcements;
    private final Renewal renewal;
    private final Secret.Subscription subscription;
    private final Set<Generation<T>> retiring = ConcurrentHashMap.newKeySet();

    private final Object lock = new Object();
    private volatile @Nullable Generation<T> current;
    private volatile @Nullable Generation<T> previous;
    private volatile boolean closed;
    /** Whether somebody wanted the value: before, changes of the secret are nobody's matter. */
    private volatile boolean asked;

    private boolean building;
    private boolean wanted;
    /** Who waits for the attempt that is under way, and who for one that begins later. */
    private List<CompletableFuture<Void>> present = new ArrayList<>();

    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);
    private @Nullable Thread builder;
    private @Nullable Instant since;
    private int failures;
    private @Nullable LegerException lastFailure;
    private @Nullable Instant nextAttempt;
    private Runnable timer = () -> {};

    Rotating(RotatingSettings<T> with) {
        this.with = with;
        maker = new Maker<>(with);
        secret = with.secret();
        threads = with.threads();
        announcements = new Announcements(threads);
        renewal = new Renewal(secret, threads, with.meter(), with.refreshInterval(), with.patience(), this::rebuilt);
        subscription = secret.onChange(value -> {
            if (asked) {
                want();
            }
        });
    }

    /**
     * Starts to describe a value that is built from a secret.
     *
     * @param secret which secret; its store must outlive what is built
     * @param build makes the value
     * @param <T> what is built
     * @return a builder
     */
    public static <T> RotatingBuilder<T> of(Secret secret, Build<? extends T> build) {
        return new RotatingBuilder<>(secret, build);
    }

    /**
     * Starts to describe a value that is built from a secret's bytes.
     *
     * @param secret which secret; its store must outlive what is built
     * @param build makes the value; the array is a copy, wiped when it returns or throws
     * @param <T> what is built
     * @return a builder
     */
    public static <T> RotatingBuilder<T> ofBytes(Secret secret, Function<byte[], ? extends T> build) {
        Objects.requireNonNull(build, "build");
        return new RotatingBuilder<>(secret, value -> value.value().<T>use(build::apply));
    }

    /**
     * Returns a value that never changes, for tests and for programs that follow a secret only in some places. Its secret is empty and never rotates.
     *
     * <p>Mirrors {@code setec.StaticUpdater}.
     *
     * @param value the value; it stays the caller's to close
     * @param <T> what it is
     * @return the value as one that rotates
     */
    public static <T> Rotating<T> fixed(T value) {
        Objects.requireNonNull(value, "value");
        return new RotatingBuilder<T>(
                        Secret.of(SecretName.of("fixed"), SecretBytes.copyOf(new byte[0])), secret -> value)
                .closing(mine -> {})
                .start();
    }

    /** The first build, on the caller's thread. */
    void first() {
        synchronized (lock) {
            // Together: a change in between would begin it too.
            asked = true;
            begin();
        }
        work();
        if (current == null) {
            LegerException failure;
            synchronized (lock) {
                failure = lastFailure;
            }
            close();
            throw failure == null ? closedError() : failure;
        }
    }

    /**
     * Lends the value to a function. Never waits for a rotation; where the first value was left to the first borrower, waits for that.
     *
     * @param function what to do with it; it must not keep the value
     * @param <R> its result
     * @param <E> what it may throw
     * @return what the function returned
     * @throws E what the function threw
     * @throws LegerException as {@link #borrow} does
     */
    public <R extends @Nullable Object, E extends Exception> R use(Use<? super T, R, E> function) throws E {
        try (Lease<T> lease = borrow()) {
            return function.apply(lease.value());
        }
    }

    /**
     * Lends the value until the lease is closed. Never waits for a rotation; where the first value was left to the first borrower, waits for that.
     *
     * @return the lease, to be closed
     * @throws ClientClosedException if this is closed
     * @throws RotationFailedException if there is no value yet, and the last attempt to build one failed
     * @throws SecretUnavailableException if there is no value yet, and the secret has none
     * @throws DeadlineExceededException if there is no value yet, and building it takes longer than {@link RotatingBuilder#patience}
     * @throws CallInterruptedException if the thread is interrupted while it waits for the first value
     */
    public Lease<T> borrow() {
        for (; ; ) {
            if (closed) {
                throw closedError();
            }
            Generation<T> now = current;
            if (now == null) {
                awaitFirst();
            } else if (now.hold()) {
                return new Lease<>(now);
            }
        }
    }

    /**
     * Lends the value that was served before this one, during its {@link RotatingBuilder#grace}.
     *
     * @return the lease, to be closed; or empty where there was none, or its grace period is over
     */
    public Optional<Lease<T>> borrowPrevious() {
        Generation<T> before = previous;
        return !closed && before != null && before.hold() ? Optional.of(new Lease<>(before)) : Optional.empty();
    }

    /**
     * Lends the value to a function, and once more if what it throws says that the credential was refused and the secret has another value: then that is
     * fetched, and the value built anew, once for all who are refused at the same time. Blocks for that, at most for {@link RotatingBuilder#patience}.
     * The secret is fetched at most once in {@link RotatingBuilder#refreshAtMostEvery}, however many are refused.
     *
     * @param function what to do with the value; it may be called twice
     * @param isRefused whether a failure means that the credential was refused
     * @param <R> its result
     * @param <E> what it may throw
     * @return what the function returned
     * @throws E what the function threw; where the secret could not be fetched or the value not built, why is suppressed in it
     * @throws LegerException as {@link #borrow} does
     */
    public <R extends @Nullable Object, E extends Exception> R callRetryingRefused(
            Use<? super T, R, E> function, Predicate<? super Exception> isRefused) throws E {
        return leaseRetryingRefused(lease -> function.apply(lease.value()), isRefused);
    }

    /** For results that hold the value on, by {@link Lease#again}. */
    <R extends @Nullable Object, E extends Exception> R leaseRetryingRefused(
            Use<? super Lease<T>, R, E> function, Predicate<? super Exception> isRefused) throws E {
        Lease<T> lease = borrow();
        try {
            return function.apply(lease);
        } catch (Exception e) {
            if (!isRefused.test(e)) {
                throw e;
            }
            lease.close();
            Optional<LegerException> failure = renew(lease.generation());
            if (!replaced(lease.generation())) {
                failure.filter(why -> !why.equals(e)).ifPresent(e::addSuppressed);
                throw e;
            }
        } finally {
            lease.close();
        }
        with.meter().count("setec.refused.retries");
        try (Lease<T> another = borrow()) {
            return function.apply(another);
        }
    }

    /**
     * Reports that the credential in a borrowed value was refused: the secret is fetched, and the value built anew, once for all who report it at the same
     * time. Blocks for that. For callers that cannot be called again by {@link #callRetryingRefused}.
     *
     * @param refused what was borrowed; it may be closed already
     * @return whether another value is served now, so that another attempt makes sense
     */
    public boolean reportRefused(Lease<T> refused) {
        renew(refused.generation())
                .ifPresent(why -> LOG.warn("{} was refused, and not renewed: {}", name(), why.toString()));
        return replaced(refused.generation());
    }

    private boolean replaced(Generation<T> used) {
        return current != used && !closed;
    }

    private Optional<LegerException> renew(Generation<T> refused) {
        if (current != refused || closed) {
            return Optional.empty();
        }
        Optional<LegerException> failure = renewal.await();
        synchronized (lock) {
            return failure.isPresent() ? failure : Optional.ofNullable(lastFailure);
        }
    }

    /**
     * Returns how this fares. Never blocks.
     *
     * @return the state of the moment
     */
    public RotatingState state() {
        synchronized (lock) {
            Generation<T> now = current;
            return new RotatingState(
                    now == null ? Optional.empty() : Optional.of(now.version()),
                    Optional.ofNullable(since),
                    failures,
                    Optional.ofNullable(lastFailure),
                    Optional.ofNullable(nextAttempt),
                    now == null ? 0 : now.borrowers(),
                    retiring.size(),
                    closed);
        }
    }

    /**
     * Has a listener called after each rotation. Calls come one after another, on a thread of this value; what the listener throws is logged, and stops
     * nothing.
     *
     * @param listener called when the new value is served
     * @return closes the subscription
     */
    public Secret.Subscription onRotation(Consumer<Rotation> listener) {
        return announcements.onRotation(listener);
    }

    /**
     * Has a listener called after each attempt that failed, as {@link #onRotation} does.
     *
     * @param listener called with the failure
     * @return closes the subscription
     */
    public Secret.Subscription onFailure(Consumer<LegerException> listener) {
        return announcements.onFailure(listener);
    }

    /**
     * Returns the rotations from the subscription on. A subscriber that is 256 behind misses the newest. Ends when this is closed.
     *
     * @return the publisher, the same at each call
     */
    public Flow.Publisher<Rotation> rotations() {
        return announcements.rotations();
    }

    /**
     * Ends it: nothing more is built, and nothing lent. Waits for borrowers, at most {@link RotatingBuilder#closeWait}; then closes what they hold
     * by force. An interrupt ends the waiting too. Closing twice does nothing.
     */
    @Override
    public void close() {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        List<CompletableFuture<Void>> answered;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            stopTimer();
            if (builder != null && builder != Thread.currentThread()) {
                builder.interrupt();
                ends.add(idle);
            }
            Generation<T> last = current;
            if (last != null) {
                retiring.add(last);
            }
            answered = new ArrayList<>(present);
            answered.addAll(waiting);
        }
        subscription.close();
        answered.forEach(waiter -> waiter.complete(null));
        List<Generation<T>> open = List.copyOf(retiring);
        for (Generation<T> generation : open) {
            generation.retire();
            ends.add(generation.closed);
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new));
        if (!ended(all, with.closeWait())) {
            open.forEach(this::force);
            ended(all, LAST_MOMENT);
        }
        announcements.close();
    }

    private boolean ended(CompletableFuture<Void> all, Duration wait) {
        try {
            threads.await(all, wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void awaitFirst() {
        CompletableFuture<Void> attempt = new CompletableFuture<>();
        boolean first;
        synchronized (lock) {
            if (current != null || closed) {
                return;
            }
            first = !building;
            if (first && lastFailure != null) {
                throw lastFailure;
            }
            (builder == null ? waiting : present).add(attempt);
            if (first) {
                asked = true;
                begin();
            }
        }
        if (first) {
            threads.run(this::work);
        }
        try {
            threads.await(attempt, with.patience());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("interrupted while " + name() + " was built", null, e);
        } catch (TimeoutException e) {
            throw new DeadlineExceededException(
                    Phase.TOTAL, with.patience(), name() + " was not built within " + with.patience());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        synchronized (lock) {
            if (current == null && !closed && lastFailure != null) {
                throw lastFailure;
            }
        }
    }

    /** Returns what is done when an attempt that begins from now on has ended. */
    private CompletableFuture<?> rebuilt() {
        CompletableFuture<Void> attempt = new CompletableFuture<>();
        synchronized (lock) {
            if (closed) {
                attempt.complete(null);
                return attempt;
            }
            waiting.add(attempt);
        }
        want();
        return attempt;
    }

    private void want() {
        synchronized (lock) {
            wanted = true;
            if (building || closed) {
                return;
            }
            begin();
        }
        threads.run(this::work);
    }

    private void begin() {
        wanted = true;
        building = true;
        idle = new CompletableFuture<>();
        stopTimer();
    }

    private void work() {
        while (another()) {
            try {
                attempt();
            } catch (LegerException e) {
                failed(e);
            } catch (RuntimeException | Error e) {
                failed(new SecretUnavailableException(name() + " cannot be followed", null, Stripped.of(e)));
            }
        }
    }

    /** Ends the attempt before, if there was one, and tells whether to make another. */
    private boolean another() {
        List<CompletableFuture<Void>> answered = new ArrayList<>();
        boolean more;
        synchronized (lock) {
            more = wanted && !closed;
            answered.addAll(present);
            present = more ? waiting : new ArrayList<>();
            if (more) {
                waiting = new ArrayList<>();
            } else {
                answered.add(idle);
            }
            wanted = false;
            building = more;
            builder = more ? Thread.currentThread() : null;
        }
        answered.forEach(waiter -> waiter.complete(null));
        return more;
    }

    private void attempt() {
        SecretValue held = secret.current();
        Generation<T> now = current;
        if (now != null && now.isOf(held)) {
            succeeded();
            return;
        }
        long began = threads.nanos();
        try {
            T built = maker.make(held, now);
            if (now != null && now.holds(built)) {
                // Closing the old one would close the new one.
                now.adopt(held);
                succeeded();
            } else {
                swap(now, new Generation<>(built, held, this::closeLater), Duration.ofNanos(threads.nanos() - began));
            }
            with.meter().time("setec.rotating.builds", "ok", threads.nanos() - began);
        } catch (RotationFailedException e) {
            with.meter().time("setec.rotating.builds", "failed", threads.nanos() - began);
            throw e;
        }
    }

    private void swap(@Nullable Generation<T> before, Generation<T> next, Duration took) {
        synchronized (lock) {
            if (!closed) {
                if (before != null) {
                    retiring.add(before);
                }
                previous = with.grace().isZero() ? null : before;
                with.serve().accept(next.value);
                current = next;
                since = threads.now();
                succeeded();
            }
        }
        if (current != next) {
            maker.close(next.value);
            return;
        }
        if (before != null) {
            retire(before);
        }
        with.meter().count("setec.rotating.rotations");
        LOG.info("{} rotated to version {}", name(), next.version());
        announcements.rotated(new Rotation(
                secret.name(), Optional.ofNullable(before).map(Generation::version), next.version(), took));
    }

    private void retire(Generation<T> old) {
        if (with.grace().isZero()) {
            old.retire();
        } else {
            old.timer(threads.after(with.grace(), () -> {
                if (previous == old) {
                    previous = null;
                }
                old.retire();
            }));
        }
        if (!old.closed.isDone()) {
            old.timer(threads.after(with.grace().plus(with.force()), () -> force(old)));
        }
    }

    private void force(Generation<T> old) {
        if (old.force()) {
            with.meter().count("setec.rotating.forced");
            LOG.warn("{} version {} was closed although somebody held it", name(), old.version());
        }
    }

    private void succeeded() {
        synchronized (lock) {
            failures = 0;
            lastFailure = null;
            stopTimer();
        }
    }

    private void stopTimer() {
        timer.run();
        timer = () -> {};
        nextAttempt = null;
    }

    private void failed(LegerException failure) {
        synchronized (lock) {
            failures++;
            lastFailure = failure;
            stopTimer();
            if (closed) {
                return;
            }
            Duration pause = with.retry().pauseAfter(Optional.of(failure), failures);
            nextAttempt = threads.now().plus(pause);
            timer = threads.after(pause, this::want);
        }
        LOG.warn("{}", failure.toString());
        announcements.failed(failure);
    }

    private void closeLater(Generation<T> generation) {
        threads.run(() -> {
            maker.close(generation.value);
            retiring.remove(generation);
            generation.ended();
        });
    }

    private String name() {
        return secret.name().shown();
    }

    private ClientClosedException closedError() {
        return new ClientClosedException("the value built from " + name() + " is closed", null, null);
    }

    @Override
    public String toString() {
        Generation<T> now = current;
        return "Rotating(" + name() + (now == null ? "" : " version " + now.version()) + (closed ? ", closed)" : ")");
    }
}
