package run.leger.setec.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.core.ClientClosedException;

/** Never used after it was closed, never closed twice, never left open. */
class RotatingProperties {
    enum Step {
        ROTATE,
        BREAK,
        MEND,
        BORROW,
        BORROW_PREVIOUS,
        GIVE_BACK,
        USE,
        REFUSED,
        WAIT_SHORT,
        WAIT_LONG
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.of(Step.class).list().ofMaxSize(60);
    }

    @Property(tries = 2000)
    void any_history_closes_each_value_once_and_none_under_a_borrower(
            @ForAll("steps") List<Step> steps, @ForAll boolean grace, @ForAll boolean lazy) {
        ManualTime time = new ManualTime();
        TestSecret secret = new TestSecret("0");
        List<Thing> built = new ArrayList<>();
        AtomicBoolean broken = new AtomicBoolean();
        List<Lease<Thing>> leases = new ArrayList<>();
        long version = 1;
        RotatingBuilder<Thing> builder = Rotating.<Thing>of(secret, value -> {
                    Thing thing = new Thing(value);
                    built.add(thing);
                    return thing;
                })
                .checking(thing -> !broken.get())
                .grace(grace ? Duration.ofMinutes(2) : Duration.ZERO)
                .forceCloseAfter(Duration.ofDays(1))
                .with(time, bound -> bound / 2);
        Rotating<Thing> rotating = lazy ? builder.startLazily() : builder.start();
        for (Step step : steps) {
            switch (step) {
                case ROTATE -> {
                    secret.rotate(version % 7 + 1, "value " + version);
                    version++;
                }
                case BREAK -> broken.set(true);
                case MEND -> broken.set(false);
                case BORROW -> borrow(rotating, leases);
                case BORROW_PREVIOUS -> rotating.borrowPrevious().ifPresent(leases::add);
                case GIVE_BACK -> {
                    if (!leases.isEmpty()) {
                        leases.remove(leases.size() / 2).close();
                    }
                }
                case USE ->
                    leases.forEach(lease -> assertThat(lease.value().use()).isNotEmpty());
                case REFUSED -> {
                    secret.serve(version % 7 + 1, "value " + version);
                    version++;
                    leases.stream().findFirst().ifPresent(rotating::reportRefused);
                }
                case WAIT_SHORT -> time.pass(Duration.ofSeconds(20));
                case WAIT_LONG -> time.pass(Duration.ofMinutes(10));
            }
            leases.forEach(lease -> assertThat(lease.value().isClosed()).isFalse());
            if (step == Step.WAIT_LONG && !broken.get() && !(lazy && built.isEmpty())) {
                assertThat(rotating.state().version()).contains(secret.current().version());
            }
        }
        leases.forEach(Lease::close);
        rotating.close();
        assertThat(built).allMatch(thing -> thing.closes.get() == 1);
        assertThat(time.planned()).isZero();
        assertThat(rotating.state().retiring()).isZero();
    }

    private static void borrow(Rotating<Thing> rotating, List<Lease<Thing>> leases) {
        try {
            leases.add(rotating.borrow());
        } catch (RotationFailedException e) {
            assertThat(rotating.state().version()).isEmpty();
        }
    }

    @Property(tries = 8)
    void many_threads_rotate_and_borrow_at_once(@ForAll long seed, @ForAll boolean grace) throws Exception {
        TestSecret secret = new TestSecret("0");
        Queue<Thing> built = new ConcurrentLinkedQueue<>();
        long version = 1;
        AtomicLong uses = new AtomicLong();
        AtomicBoolean end = new AtomicBoolean();
        Random random = new Random(seed);
        Rotating<Thing> rotating = Rotating.<Thing>of(secret, value -> {
                    Thing thing = new Thing(value);
                    built.add(thing);
                    return thing;
                })
                .checking(thing -> thing.made.hashCode() % 5 != 0 || thing.made.startsWith("1="))
                .grace(grace ? Duration.ofMillis(3) : Duration.ZERO)
                .backoff(Duration.ofMillis(1), Duration.ofMillis(2))
                .start();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> tasks = new ArrayList<>();
        for (int borrower = 0; borrower < 8; borrower++) {
            tasks.add(threads.submit(() -> {
                try {
                    while (!end.get()) {
                        rotating.use(Thing::use);
                        try (Lease<Thing> lease = rotating.borrow();
                                Lease<Thing> before = rotating.borrowPrevious().orElse(null)) {
                            Thread.onSpinWait();
                            lease.value().use();
                            if (before != null) {
                                before.value().use();
                            }
                        }
                        uses.incrementAndGet();
                    }
                } catch (ClientClosedException e) {
                    // Closed under this one: nothing more is lent.
                }
            }));
        }
        // Rotations that come faster than builds are one build: their number alone does not say that anything was
        // built, or borrowed.
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        for (int rotation = 0;
                rotation < 3000 || (built.size() <= 10 || uses.get() == 0) && limit - System.nanoTime() > 0;
                rotation++) {
            long next = ++version;
            secret.rotate(next, "value " + next);
            if (random.nextInt(10) == 0) {
                Thread.onSpinWait();
            }
        }
        boolean closedUnderBorrowers = random.nextBoolean();
        if (closedUnderBorrowers) {
            rotating.close();
        }
        end.set(true);
        for (Future<?> task : tasks) {
            task.get(30, TimeUnit.SECONDS);
        }
        rotating.close();
        threads.shutdownNow();
        assertThat(uses.get()).isPositive();
        assertThat(built).hasSizeGreaterThan(10).allMatch(thing -> thing.closes.get() == 1);
    }
}
