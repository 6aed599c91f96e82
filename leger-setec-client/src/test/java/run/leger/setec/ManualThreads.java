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
        private Instant at;
        private final long order;
        private final Runnable work;

        Task(Instant at, long order, Runnable work) {
            this.at = at;
            this.order = order;
            this.work = work;
        }
    }

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing((Task task) -> task.at).thenComparing(task -> task.order));
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private Instant start = now;
    private long order;
    private boolean running;
    private boolean stopped;

    /** The time of a next process: what this one still has to do is done there, too. */
    ManualThreads restarted() {
        ManualThreads next = new ManualThreads();
        next.now = now;
        next.start = now;
        tasks.forEach(task -> next.after(Duration.between(now, task.at), task.work));
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
        return now;
    }

    @Override
    public long nanos() {
        return Duration.between(start, now).toNanos();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Task made = new Task(now.plus(delay), order++, task);
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
        Instant end = now.plus(limit);
        while (!answer.isDone()) {
            Optional<Task> next = Optional.ofNullable(tasks.peek());
            if (next.isEmpty() || next.get().at.isAfter(end)) {
                now = end;
                throw new TimeoutException();
            }
            step();
        }
        return answer.get();
    }

    private void step() {
        Task next = tasks.remove();
        now = next.at.isAfter(now) ? next.at : now;
        next.work.run();
    }

    /** Lets time pass; a source may do so too, to be slow. */
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (!tasks.isEmpty() && !tasks.peek().at.isAfter(end)) {
            step();
        }
        now = end.isAfter(now) ? end : now;
    }

    /** The clock is set, forward or back; who waits does not notice. */
    void setClock(Duration by) {
        now = now.plus(by);
        Queue<Task> before = new ArrayDeque<>(tasks);
        tasks.clear();
        before.forEach(task -> {
            task.at = task.at.plus(by);
            tasks.add(task);
        });
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
