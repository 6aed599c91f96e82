package run.leger.setec.rotate;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Daemon threads that all rotating values share; each ends soon after there is nothing to do. The JDK's own timer waits for them. */
final class SystemThreads implements RotateThreads {
    static final SystemThreads SHARED = new SystemThreads(SystemThreads::daemon);

    private static final Duration NO_THREAD = Duration.ofSeconds(1);

    private final Executor workers;

    SystemThreads(ThreadFactory factory) {
        workers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 2, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "leger-rotate");
        thread.setDaemon(true);
        return thread;
    }

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
        try {
            workers.execute(task);
        } catch (OutOfMemoryError e) {
            // What the JDK says where the system has no thread left. A task that got lost would stop the rotations for
            // good.
            after(NO_THREAD, task);
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a task reports by itself
    public Runnable after(Duration delay, Runnable task) {
        // Completing it takes the entry out of the JDK's timer, so that what is taken back is not kept until its time.
        CompletableFuture<Boolean> due =
                new CompletableFuture<Boolean>().completeOnTimeout(true, delay.toMillis(), TimeUnit.MILLISECONDS);
        due.thenAccept(wanted -> {
            if (wanted) {
                run(task);
            }
        });
        return () -> due.complete(false);
    }

    @Override
    public <T> T await(CompletableFuture<T> answer, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
