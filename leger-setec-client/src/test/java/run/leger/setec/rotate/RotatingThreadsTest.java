package run.leger.setec.rotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/** Functions that block, in real threads. */
@Timeout(60)
final class RotatingThreadsTest {
    private final TestSecret secret = new TestSecret("one");
    private final Queue<Thing> built = new ConcurrentLinkedQueue<>();

    private Thing build(SecretValue value) {
        Thing thing = new Thing(value);
        built.add(thing);
        return thing;
    }

    private static void awaitVersion(Rotating<?> rotating, long version) {
        while (!rotating.state().version().equals(Optional.of(SecretVersion.of(version)))) {
            Thread.onSpinWait();
        }
    }

    private static List<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("leger-rotate"))
                .toList();
    }

    @Test
    void a_listener_that_blocks_delays_neither_rotations_nor_closing() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Rotating<Thing> rotating = Rotating.of(secret, this::build).start();
        rotating.onRotation(rotation -> {
            blocked.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        secret.rotate(2, "two");
        blocked.await();
        secret.rotate(3, "three");
        awaitVersion(rotating, 3);
        rotating.close();
        assertThat(built).allMatch(thing -> thing.closes.get() == 1);
        end.countDown();
    }

    @Test
    void borrowers_who_come_while_the_first_value_is_built_fail_with_it() throws Exception {
        AtomicInteger builds = new AtomicInteger();
        CountDownLatch building = new CountDownLatch(1);
        CountDownLatch fail = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Rotating<Thing> rotating = Rotating.<Thing>of(secret, value -> {
                    builds.incrementAndGet();
                    building.countDown();
                    fail.await();
                    throw new IOException("away");
                })
                .backoff(Duration.ofDays(1), Duration.ofDays(1))
                .startLazily()) {
            List<Future<?>> borrowers = new ArrayList<>();
            List<Thread> waiting = new CopyOnWriteArrayList<>();
            borrowers.add(threads.submit(() -> rotating.borrow()));
            building.await();
            for (int i = 0; i < 10; i++) {
                borrowers.add(threads.submit(() -> {
                    waiting.add(Thread.currentThread());
                    return rotating.borrow();
                }));
            }
            while (waiting.stream().filter(RotatingThreadsTest::waits).count() < 10) {
                Thread.onSpinWait();
            }
            fail.countDown();
            for (Future<?> borrower : borrowers) {
                assertThatThrownBy(borrower::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(RotationFailedException.class);
            }
            assertThat(builds).hasValue(1);
            assertThat(rotating.state().failures()).isOne();
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void closing_interrupts_a_build_and_closes_what_it_gives_all_the_same() throws Exception {
        CountDownLatch building = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Rotating<Thing> rotating = Rotating.<Thing>of(secret, value -> {
                    Thing thing = build(value);
                    if (thing.made.startsWith("2=")) {
                        building.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.set(true);
                        }
                    }
                    return thing;
                })
                .start();
        secret.rotate(2, "two");
        building.await();
        rotating.close();
        assertThat(interrupted).isTrue();
        assertThat(built).hasSize(2).allMatch(thing -> thing.closes.get() == 1);
        assertThat(rotating.state().version()).contains(SecretVersion.of(1));
    }

    @Test
    void rotations_during_the_start_leave_nothing_open() throws Exception {
        AtomicBoolean end = new AtomicBoolean();
        Thread rotations = new Thread(() -> {
            for (long version = 2; !end.get(); version++) {
                secret.rotate(version, "value");
            }
        });
        rotations.start();
        try {
            for (int start = 0; start < 3000; start++) {
                Rotating.of(secret, this::build).start().close();
            }
        } finally {
            end.set(true);
            rotations.join();
        }
        assertThat(built).allMatch(thing -> thing.closes.get() == 1);
        assertThat(secret.listeners()).isZero();
    }

    @Test
    void its_threads_are_daemons_and_end() throws Exception {
        try (Rotating<Thing> rotating = Rotating.of(secret, this::build).start()) {
            secret.rotate(2, "two");
            awaitVersion(rotating, 2);
            assertThat(ours()).isNotEmpty().allMatch(Thread::isDaemon);
        }
        for (Thread thread : ours()) {
            thread.join();
        }
        assertThat(ours()).isEmpty();
    }
}
