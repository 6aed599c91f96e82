package run.leger.setec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Time that passes when a test says so, and work that is done on the test's own thread: hours of polling take as long as their requests. Waiting for
 * an answer lets time pass until it is there.
 */
final class ManualThreads implements StoreThreads {
    private static final class Task {
        private final Duration at;
        private final long order;
        private final Runnable work;

        Task(Duration at, long order, Runnable work) {
            this.at = at;
            this.order = order;
            this.work = work;
        }
    }

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing((Task task) -> task.at).thenComparingLong(task -> task.order));
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private Instant start = Instant.parse("2026-01-02T03:04:05Z");
    /** What passed since the start; setting the clock does not change it. */
    private Duration passed = Duration.ZERO;

    private Duration clockSet = Duration.ZERO;
    private long order;
    private boolean running;
    private boolean stopped;

    /** The time of a next process: what this one still has to do is done there, too. */
    ManualThreads restarted() {
        ManualThreads next = new ManualThreads();
        next.start = now();
        tasks.forEach(task -> next.after(task.at.minus(passed), task.work));
        return next;
    }

    Instant start() {
        return start;
    }

    Supplier<StoreThreads> supplier() {
        return () -> this;
    }

    @Override
    public Instant now() {
        return start.plus(passed).plus(clockSet);
    }

    @Override
    public long nanos() {
        return passed.toNanos();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Task made = new Task(passed.plus(delay), order++, task);
        tasks.add(made);
        return () -> tasks.remove(made);
    }

    @Override
    public Executor workers(String name, int most, boolean cut) {
        return work -> {
            if (stopped && cut) {
                return;
            }
            ready.add(work);
            run();
        };
    }

    /** Work that makes other work does not run inside of it, as on threads it would not. */
    private void run() {
        if (running) {
            return;
        }
        running = true;
        try {
            for (Runnable work = ready.poll(); work != null; work = ready.poll()) {
                work.run();
            }
        } finally {
            running = false;
        }
    }

    @Override
    public void pause(Duration time) {
        pass(time);
    }

    @Override
    public <T> T await(CompletableFuture<T> answer, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        Duration end = passed.plus(limit);
        while (!answer.isDone()) {
            Optional<Task> next = Optional.ofNullable(tasks.peek());
            if (next.isEmpty() || next.get().at.compareTo(end) > 0) {
                passed = end;
                throw new TimeoutException();
            }
            step();
        }
        return answer.get();
    }

    private void step() {
        Task next = tasks.remove();
        passed = later(next.at);
        next.work.run();
    }

    /** Lets time pass; a source may do so too, to be slow. */
    void pass(Duration time) {
        Duration end = passed.plus(time);
        while (!tasks.isEmpty() && tasks.peek().at.compareTo(end) <= 0) {
            step();
        }
        passed = later(end);
    }

    private Duration later(Duration at) {
        return at.compareTo(passed) > 0 ? at : passed;
    }

    /** The clock is set, forward or back; who waits does not notice. */
    void setClock(Duration by) {
        clockSet = clockSet.plus(by);
    }

    boolean isIdle() {
        return tasks.isEmpty() && ready.isEmpty();
    }

    @Override
    public void stop() {
        stopped = true;
        ready.clear();
        tasks.clear();
    }
}
