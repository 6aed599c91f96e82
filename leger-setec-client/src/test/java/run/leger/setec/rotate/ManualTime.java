package run.leger.setec.rotate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Time that passes when a test says so. Tasks run on the test's thread, waiting lets time pass. */
final class ManualTime implements RotateThreads {
    private record Task(Instant at, long order, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::order));
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private long order;
    private boolean running;

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    @Override
    public void run(Runnable task) {
        ready.add(task);
        if (!running) {
            running = true;
            for (Runnable next = ready.poll(); next != null; next = ready.poll()) {
                next.run();
            }
            running = false;
        }
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Task planned = new Task(now.plus(delay), order++, task);
        tasks.add(planned);
        return () -> tasks.remove(planned);
    }

    @Override
    public <T> T await(CompletableFuture<T> answer, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        Instant end = now.plus(limit);
        while (!answer.isDone()) {
            Task next = tasks.peek();
            if (next == null || next.at.isAfter(end)) {
                now = end;
                throw new TimeoutException();
            }
            step();
        }
        return answer.get();
    }

    int planned() {
        return tasks.size();
    }

    void pass(Duration time) {
        Instant end = now.plus(time);
        while (!tasks.isEmpty() && !tasks.peek().at.isAfter(end)) {
            step();
        }
        now = end;
    }

    private void step() {
        Task next = tasks.remove();
        now = next.at;
        run(next.work);
    }
}
