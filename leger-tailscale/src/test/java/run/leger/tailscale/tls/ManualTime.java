package run.leger.tailscale.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so. Tasks run on the test's thread. */
final class ManualTime implements Timekeeper {
    private record Task(Instant at, long order, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::order));
    private Instant now;
    private long order;
    private boolean stopped;

    ManualTime(Instant now) {
        this.now = now;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), order++, task));
    }

    @Override
    public void stop() {
        stopped = true;
        tasks.clear();
    }

    boolean stopped() {
        return stopped;
    }

    void pass(Duration time) {
        Instant end = now.plus(time);
        while (!tasks.isEmpty() && !tasks.peek().at.isAfter(end)) {
            Task next = tasks.remove();
            now = next.at;
            next.work.run();
        }
        now = end;
    }

    /** The device sleeps: the clock goes on, and whoever waits does not notice. */
    void sleepThrough(Duration time) {
        now = now.plus(time);
        PriorityQueue<Task> late = new PriorityQueue<>(tasks);
        tasks.clear();
        late.forEach(task -> tasks.add(new Task(task.at.plus(time), task.order, task.work)));
    }
}
