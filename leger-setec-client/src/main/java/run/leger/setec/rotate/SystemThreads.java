package run.leger.setec.rotate;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Daemon threads that all rotating values share; each ends soon after there is nothing to do. The JDK's own timer waits for them. */
final class SystemThreads implements RotateThreads {
    static final SystemThreads SHARED = new SystemThreads();

    private final Executor workers =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 2, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "leger-rotate");
                thread.setDaemon(true);
                return thread;
            });

    private SystemThreads() {}

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void run(Runnable task) {
        workers.execute(task);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a task reports by itself
    public Runnable after(Duration delay, Runnable task) {
        // Completing it takes the entry out of the JDK's timer, so that what is taken back is not kept until its time.
        CompletableFuture<Boolean> due =
                new CompletableFuture<Boolean>().completeOnTimeout(true, delay.toMillis(), TimeUnit.MILLISECONDS);
        due.thenAcceptAsync(
                wanted -> {
                    if (wanted) {
                        task.run();
                    }
                },
                workers);
        return () -> due.complete(false);
    }

    @Override
    public <T> T await(CompletableFuture<T> answer, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
