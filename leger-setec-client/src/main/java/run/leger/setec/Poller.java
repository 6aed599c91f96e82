package run.leger.setec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.leger.core.DeadlineExceededException;
import run.leger.core.LegerException;
import run.leger.core.Phase;

/** Asks for many secrets at a time, when they are due or when somebody wants it, with bounded parallelism and within a deadline. */
final class Poller {
    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);
    /** A wait is cut into pieces of this length: a thread does not notice that the device slept, the clock does. */
    private static final Duration TICK = Duration.ofMinutes(1);

    /** What a store does around its polls. */
    interface Host {
        Collection<Entry> entries();

        /** Looks after what else hangs on a secret, on the thread that asked for it. */
        void asked(Entry entry);

        void beforePoll(Instant now);

        void afterPoll();

        void tick(Instant now);
    }

    private final StoreSettings settings;
    private final StoreThreads threads;
    private final Waiters waiters;
    private final Executor workers;
    private final Fetcher fetcher;
    private final Schedule schedule;
    private final StoreMetrics metrics;
    private final Host host;

    private boolean started;
    private boolean stopped;
    private boolean busy;
    private @Nullable Runnable planned;
    private Instant plannedAt = Instant.MAX;
    private Instant lastLook = Instant.MIN;
    private volatile @Nullable Instant lastPoll;
    private volatile @Nullable LegerException lastFailure;
    /** A poll of everything, for all who want one while it runs. */
    private @Nullable CompletableFuture<List<SecretFailure>> whole;

    Poller(
            StoreSettings settings,
            StoreThreads threads,
            Waiters waiters,
            Executor workers,
            Fetcher fetcher,
            Schedule schedule,
            StoreMetrics metrics,
            Host host) {
        this.settings = settings;
        this.threads = threads;
        this.waiters = waiters;
        this.workers = workers;
        this.fetcher = fetcher;
        this.schedule = schedule;
        this.metrics = metrics;
        this.host = host;
    }

    @Nullable
    Instant lastPoll() {
        return lastPoll;
    }

    @Nullable
    LegerException lastFailure() {
        return lastFailure;
    }

    /** Begins to poll by itself. */
    void start() {
        synchronized (this) {
            started = true;
            lastLook = threads.now();
        }
        look();
    }

    synchronized void stop() {
        stopped = true;
        if (planned != null) {
            planned.run();
        }
    }

    /** Plans anew, after something became due sooner. */
    synchronized void plan() {
        if (!started || stopped) {
            return;
        }
        Instant next = null;
        for (Entry entry : host.entries()) {
            next = earlier(next, busy ? null : entry.due());
            next = earlier(next, entry.staleAt());
        }
        lookAt(next);
    }

    /** Plans anew if this one is due before the next look. */
    synchronized void soon(Entry entry) {
        Instant due = entry.due();
        if (started && !stopped && due != null && due.isBefore(plannedAt)) {
            lookAt(due);
        }
    }

    private void lookAt(@Nullable Instant next) {
        if (planned != null) {
            planned.run();
            planned = null;
        }
        plannedAt = Instant.MAX;
        if (next != null) {
            // A moment more, since a value is too old only after its time.
            Duration wait = Duration.between(threads.now(), next).plusMillis(1);
            Duration piece = wait.isNegative() ? Duration.ZERO : wait.compareTo(TICK) < 0 ? wait : TICK;
            plannedAt = threads.now().plus(piece);
            planned = threads.after(piece, this::look);
        }
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || b != null && b.isBefore(a) ? b : a;
    }

    private void look() {
        try {
            lookNow();
        } catch (RuntimeException e) {
            LOG.error("looking after secrets failed", e);
        } finally {
            plan();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a round reports by itself
    private void lookNow() {
        Instant now = threads.now();
        boolean back;
        synchronized (this) {
            back = now.isBefore(lastLook);
            lastLook = now;
        }
        if (back) {
            host.entries().forEach(entry -> entry.clockWentBack(now));
            schedule.begin(now);
        }
        host.tick(now);
        List<Entry> due =
                host.entries().stream().filter(entry -> isDue(entry, now)).toList();
        if (!due.isEmpty() && begin()) {
            Instant poll = schedule.nextPoll();
            CompletableFuture<List<SecretFailure>> round =
                    poll != null && !now.isBefore(poll) ? whole() : round(due, settings.pollDeadline());
            round.whenComplete((failures, e) -> end());
        }
    }

    private static boolean isDue(Entry entry, Instant now) {
        Instant due = entry.due();
        return due != null && !now.isBefore(due);
    }

    private synchronized boolean begin() {
        boolean free = !busy && !stopped;
        busy = busy || free;
        return free;
    }

    private void end() {
        synchronized (this) {
            busy = false;
        }
        plan();
    }

    /** Asks for everything, or joins who does. */
    @SuppressWarnings("FutureReturnValueIgnored") // a round reports by itself
    CompletableFuture<List<SecretFailure>> whole() {
        CompletableFuture<List<SecretFailure>> own = new CompletableFuture<>();
        synchronized (this) {
            if (whole != null) {
                return whole;
            }
            whole = own;
        }
        schedule.begin(threads.now());
        round(host.entries(), settings.pollDeadline()).whenComplete((failures, e) -> {
            synchronized (this) {
                whole = null;
            }
            own.complete(failures);
            plan();
        });
        return own;
    }

    /** Asks for these, in random order. The answer lists what failed, by name; it never fails itself. */
    CompletableFuture<List<SecretFailure>> round(Collection<Entry> entries, Duration time) {
        Limit limit = new Limit(threads, time);
        long begin = threads.nanos();
        host.beforePoll(threads.now());
        List<Entry> order = new ArrayList<>(entries);
        Collections.shuffle(order, new Random(settings.random().applyAsLong(Long.MAX_VALUE)));
        Queue<Entry> left = new ConcurrentLinkedQueue<>(order);
        Queue<SecretFailure> failures = new ConcurrentLinkedQueue<>();
        CompletableFuture<List<SecretFailure>> done = new CompletableFuture<>();
        int runners = Math.max(1, Math.min(settings.parallelism(), order.size()));
        AtomicInteger running = new AtomicInteger(runners);
        for (int i = 0; i < runners; i++) {
            workers.execute(() -> {
                try {
                    run(left, limit, failures::add);
                } finally {
                    if (running.decrementAndGet() == 0) {
                        finish(order.size(), failures, threads.nanos() - begin, done);
                    }
                }
            });
        }
        return done;
    }

    private void run(Queue<Entry> queue, Limit poll, Consumer<SecretFailure> failures) {
        for (Entry entry = queue.poll(); entry != null && !waiters.isClosed(); entry = queue.poll()) {
            Duration left = poll.left();
            Duration limit = left.compareTo(settings.requestDeadline()) < 0 ? left : settings.requestDeadline();
            try {
                if (limit.isNegative() || limit.isZero()) {
                    throw tooLate(entry, poll.whole());
                }
                waiters.await(fetcher.ask(entry, false, limit, Runnable::run), limit, entry.name.shown());
                host.asked(entry);
            } catch (LegerException e) {
                failures.accept(SecretFailure.of(entry.name, e));
            }
        }
    }

    /** The time of the poll ran out before it was this one's turn. */
    private LegerException tooLate(Entry entry, Duration limit) {
        LegerException late = new DeadlineExceededException(
                Phase.TOTAL, limit, entry.name.shown() + ": not asked for within " + limit.toMillis() + " ms");
        entry.failed(
                late,
                schedule.afterFailure(
                        FailureKind.UNREACHABLE, entry.failures() + 1, !entry.isConfirmed(), threads.now()));
        return late;
    }

    private void finish(
            int asked, Queue<SecretFailure> failures, long took, CompletableFuture<List<SecretFailure>> done) {
        List<SecretFailure> sorted = failures.stream()
                .sorted(Comparator.comparing(SecretFailure::name))
                .toList();
        lastPoll = threads.now();
        lastFailure = sorted.isEmpty() ? null : sorted.get(0).cause();
        metrics.polled(sorted.isEmpty() ? "ok" : sorted.size() < asked ? "partial" : "failed", took);
        if (!sorted.isEmpty()) {
            LOG.debug("{} of {} secrets could not be had in a poll", sorted.size(), asked);
        }
        host.afterPoll();
        done.complete(sorted);
    }
}
