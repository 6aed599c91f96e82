package run.leger.setec;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import run.leger.core.CallInterruptedException;

/** Daemon threads that begin when there is something to do, and end soon after there is not. */
final class SystemThreads implements StoreThreads {
    private static final long LINGER_SECONDS = 2;
    /** How long {@link #stop} waits: what can be interrupted ends at once, a listener may be in the middle of something. */
    private static final long STOP_SECONDS = 5;

    private final ScheduledThreadPoolExecutor timer;
    private final Queue<ThreadPoolExecutor> cut = new ConcurrentLinkedQueue<>();
    private final Queue<ThreadPoolExecutor> finishing = new ConcurrentLinkedQueue<>();

    /** A thread of some store, which must not wait for itself. */
    private static final class Worker extends Thread {
        Worker(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }
    }

    SystemThreads() {
        timer = new ScheduledThreadPoolExecutor(
                1, daemons("leger-secrets-timer"), new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(LINGER_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory daemons(String name) {
        return task -> new Worker(task, name);
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
    public Runnable after(Duration delay, Runnable task) {
        Future<?> planned = timer.schedule(task, millis(delay), TimeUnit.MILLISECONDS);
        return () -> planned.cancel(false);
    }

    @Override
    public Executor workers(String name, int most, boolean cut) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most,
                most,
                LINGER_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemons("leger-secrets-" + name),
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        (cut ? this.cut : finishing).add(pool);
        return pool;
    }

    @Override
    public <T> T await(CompletableFuture<T> answer, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(millis(limit), TimeUnit.MILLISECONDS);
    }

    @Override
    public void pause(Duration time) {
        try {
            Thread.sleep(millis(time));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("interrupted while waiting for secrets", null, e);
        }
    }

    @Override
    public void stop() {
        timer.shutdownNow();
        cut.forEach(ThreadPoolExecutor::shutdownNow);
        finishing.forEach(ThreadPoolExecutor::shutdown);
        if (Thread.currentThread() instanceof Worker) {
            return;
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        try {
            for (ThreadPoolExecutor pool : cut) {
                pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            for (ThreadPoolExecutor pool : finishing) {
                pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            timer.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** At least one, so that what is due a moment later is not asked for all the time until then. */
    private static long millis(Duration time) {
        return time.compareTo(Duration.ofDays(36500)) > 0
                ? Duration.ofDays(36500).toMillis()
                : Math.max(time.isZero() || time.isNegative() ? 0 : 1, time.toMillis());
    }
}
