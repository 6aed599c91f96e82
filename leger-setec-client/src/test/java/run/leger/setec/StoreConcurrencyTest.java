package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.core.CallInterruptedException;
import run.leger.core.ClientClosedException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.testkit.FakeSetec;

/** What a store promises to many threads, on real ones. */
@Timeout(60)
final class StoreConcurrencyTest {
    private static final SecretName DB = SecretName.of("prod/db");
    private static final SecretName KEY = SecretName.of("prod/key");
    private static final Duration LONG = Duration.ofSeconds(50);

    private final FakeSetec fake = FakeSetec.start();
    private final SetecClient setec = SetecClient.create(fake.address());
    private final GatedSource source = new GatedSource(setec);

    StoreConcurrencyTest() {
        fake.rotate("prod/db", "one".getBytes(UTF_8));
        fake.rotate("prod/key", "k".getBytes(UTF_8));
    }

    @AfterEach
    void close() {
        source.open();
        setec.close();
        fake.close();
    }

    private SecretStoreBuilder builder() {
        return SecretStore.builder(source).requestDeadline(LONG);
    }

    private static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** Starts callers of something that does not end yet, and returns when all of them wait for its end. */
    private static <T> List<FutureTask<T>> startTenThatWait(Callable<T> call) {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        List<FutureTask<T>> callers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            callers.add(start(() -> {
                threads.add(Thread.currentThread());
                return call.call();
            }));
        }
        eventually(() -> threads.stream()
                        .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                        .count()
                == 10);
        return callers;
    }

    private static Set<Thread> storeThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("leger-secrets"))
                .collect(Collectors.toSet());
    }

    /** Waits for a state that threads reach by themselves. */
    private static void eventually(BooleanSupplier state) {
        while (!state.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void a_thousand_callers_of_one_cold_name_make_one_request() throws Exception {
        try (SecretStore store = builder().allowLookups().open(LONG)) {
            source.shut(1);
            List<FutureTask<Secret>> callers = new ArrayList<>();
            CountDownLatch begun = new CountDownLatch(1000);
            for (int i = 0; i < 1000; i++) {
                callers.add(start(() -> {
                    begun.countDown();
                    return store.lookup(DB);
                }));
            }
            source.awaitArrivals();
            begun.await();
            source.open();
            Set<Secret> handles = Collections.newSetFromMap(new IdentityHashMap<>());
            for (FutureTask<Secret> caller : callers) {
                handles.add(caller.get());
            }
            assertThat(handles).hasSize(1);
            assertThat(source.requests).hasValue(1);
        }
    }

    @Test
    void a_caller_that_is_interrupted_or_gives_up_takes_the_answer_from_nobody() throws Exception {
        try (SecretStore store = builder().allowLookups().open(LONG)) {
            source.shut(1);
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread leader = new Thread(() -> {
                failure.complete(catchThrowable(() -> store.lookup(DB)));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            leader.start();
            source.awaitArrivals();
            FutureTask<Secret> follower = start(() -> store.lookup(DB));
            assertThatThrownBy(() -> store.lookup(DB, Duration.ofMillis(20)))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("prod/db");
            leader.interrupt();
            assertThat(failure.get()).isInstanceOf(CallInterruptedException.class);
            assertThat(flag.get()).isTrue();
            source.open();
            assertThat(follower.get().text()).isEqualTo("one");
            assertThat(source.requests).hasValue(1);
        }
    }

    @Test
    void all_callers_of_a_name_that_does_not_exist_get_its_own_error() throws Exception {
        try (SecretStore store = builder().allowLookups().open(LONG)) {
            List<FutureTask<Secret>> callers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                callers.add(start(() -> store.lookup(SecretName.of("prod/none"))));
            }
            for (FutureTask<Secret> caller : callers) {
                assertThatThrownBy(caller::get).hasCauseInstanceOf(NotFoundException.class);
            }
            assertThat(store.report().secrets()).isEmpty();
        }
    }

    @Test
    void refreshes_of_everything_and_of_one_share_their_requests() throws Exception {
        try (SecretStore store = builder().declare(DB, KEY).open(LONG)) {
            source.requests.set(0);
            source.shut(2);
            List<FutureTask<Boolean>> all = startTenThatWait(() -> {
                store.refresh();
                return true;
            });
            source.awaitArrivals();
            source.open();
            for (FutureTask<Boolean> caller : all) {
                assertThat(caller.get()).isTrue();
            }
            assertThat(source.requests).hasValue(2);

            source.requests.set(0);
            source.shut(1);
            List<FutureTask<SecretValue>> ones = startTenThatWait(store.secret(DB)::refresh);
            source.awaitArrivals();
            source.open();
            for (FutureTask<SecretValue> one : ones) {
                assertThat(one.get().version()).isEqualTo(SecretVersion.of(1));
            }
            assertThat(source.requests).hasValue(1);
        }
    }

    @Test
    void versions_are_fetched_once_for_all() throws Exception {
        fake.rotate("prod/db", "two".getBytes(UTF_8));
        try (SecretStore store = builder().declare(DB).open(LONG)) {
            source.requests.set(0);
            source.shut(1);
            List<FutureTask<SecretValue>> callers = new ArrayList<>();
            CountDownLatch begun = new CountDownLatch(100);
            for (int i = 0; i < 100; i++) {
                callers.add(start(() -> {
                    begun.countDown();
                    return store.version(DB, SecretVersion.of(1));
                }));
            }
            begun.await();
            source.awaitArrivals();
            source.open();
            SecretValue first = callers.get(0).get();
            for (FutureTask<SecretValue> caller : callers) {
                assertThat(caller.get()).isSameAs(first);
            }
            assertThat(source.requests).hasValue(1);
        }
    }

    @Test
    void an_answer_from_before_a_write_does_not_undo_it() throws Exception {
        try (SecretStore store = builder().declare(DB).open(LONG)) {
            source.shut(1);
            FutureTask<SecretValue> slow = start(store.secret(DB)::refresh);
            source.awaitArrivals();
            store.createVersion(DB, SecretVersion.of(7), SecretBytes.copyOf("seven".getBytes(UTF_8)));
            source.open();
            assertThat(slow.get().version()).isEqualTo(SecretVersion.of(7));
            assertThat(store.secret(DB).text()).isEqualTo("seven");
        }
    }

    @Test
    void of_two_that_write_one_version_one_is_told_so_and_the_store_serves_the_others() throws Exception {
        try (SecretStore store = builder().declare(DB).open(LONG)) {
            for (int round = 10; round < 30; round++) {
                SecretVersion version = SecretVersion.of(round);
                List<FutureTask<Boolean>> writers = new ArrayList<>();
                for (String text : List.of("a", "b", "c")) {
                    writers.add(start(() -> {
                        store.createVersion(DB, version, SecretBytes.copyOf(text.getBytes(UTF_8)));
                        return true;
                    }));
                }
                int done = 0;
                for (FutureTask<Boolean> writer : writers) {
                    try {
                        done += writer.get() ? 1 : 0;
                    } catch (ExecutionException e) {
                        assertThat(e).hasCauseInstanceOf(VersionClaimedException.class);
                    }
                }
                assertThat(done).isEqualTo(1);
                store.secret(DB).refresh();
                try (SecretValue there = setec.get(DB)) {
                    assertThat(store.secret(DB).current()).isEqualTo(there);
                }
            }
        }
    }

    @Test
    void a_request_that_hangs_is_cut_and_the_others_go_on() {
        try (SecretStore store = SecretStore.builder(source)
                .declare(DB)
                .requestDeadline(Duration.ofMillis(100))
                .pollInterval(Duration.ofMillis(20))
                .open(LONG)) {
            source.shut(1);
            eventually(() -> store.secret(DB).state().lastFailure().orElse(null) instanceof DeadlineExceededException);
            assertThat(store.secret(DB).text()).isEqualTo("one");
            source.open();
            fake.rotate("prod/db", "two".getBytes(UTF_8));
            eventually(() -> store.secret(DB).text().equals("two"));
        }
    }

    @Test
    void a_start_goes_on_without_an_optional_secret_whose_answer_does_not_come() {
        SecretName beta = SecretName.of("prod/beta");
        fake.rotate("prod/beta", "b".getBytes(UTF_8));
        source.gated = beta::equals;
        source.shut(1);
        Duration longer = Duration.ofMinutes(5);
        try (SecretStore store = builder()
                .requestDeadline(longer)
                .declare(DB)
                .optional(beta, KEY)
                .open(longer)) {
            assertThat(store.report().missing()).containsExactly(beta);
            assertThat(store.secret(KEY).text()).isEqualTo("k");
            source.open();
            eventually(() -> store.report().missing().isEmpty());
            assertThat(store.secret(beta).text()).isEqualTo("b");
        }
    }

    @Test
    void while_a_request_hangs_nothing_that_reads_waits_for_it() throws Exception {
        try (SecretStore store = builder().declare(DB, KEY).allowLookups().open(LONG)) {
            Secret db = store.secret(DB);
            source.shut(2);
            FutureTask<SecretValue> hanging = start(db::refresh);
            FutureTask<Boolean> all = start(() -> {
                store.refresh();
                return true;
            });
            source.awaitArrivals();
            assertThat(db.text()).isEqualTo("one");
            assertThat(db.state().version()).contains(SecretVersion.of(1));
            assertThat(store.lookup(DB)).isSameAs(db);
            assertThat(store.find(KEY)).isPresent();
            assertThat(store.report().secrets()).hasSize(2);
            assertThat(store.health().isWhole()).isTrue();
            assertThat(hanging.isDone()).isFalse();
            assertThat(all.isDone()).isFalse();
            source.open();
            hanging.get();
            all.get();
        }
    }

    @Test
    void a_store_that_polls_nothing_has_no_thread_after_a_moment_and_a_closed_one_has_none() throws Exception {
        Set<Thread> before = storeThreads();
        SecretStore quiet = builder().declare(DB).noPolling().open(LONG);
        assertThat(storeThreads()).allMatch(Thread::isDaemon);
        assertThatAllEndBut(before);
        assertThat(quiet.secret(DB).text()).isEqualTo("one");
        quiet.close();

        SecretStore busy = builder()
                .declare(DB, KEY)
                .pollInterval(Duration.ofMillis(10))
                .cache(new TestCache(), CacheMode.CACHED)
                .open(LONG);
        busy.secret(DB).onChange(value -> {});
        source.shut(1);
        source.awaitArrivals();
        busy.close();
        assertThatAllEndBut(before);
    }

    private static void assertThatAllEndBut(Set<Thread> others) throws InterruptedException {
        for (Thread thread : storeThreads()) {
            if (!others.contains(thread)) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void closing_frees_who_waits() throws Exception {
        SecretStore store = builder().declare(KEY).allowLookups().open(LONG);
        source.shut(2);
        FutureTask<Secret> lookup = start(() -> store.lookup(DB));
        FutureTask<SecretValue> refresh = start(store.secret(KEY)::refresh);
        source.awaitArrivals();
        store.close();
        assertThatThrownBy(lookup::get).hasCauseInstanceOf(ClientClosedException.class);
        assertThatThrownBy(refresh::get).hasCauseInstanceOf(ClientClosedException.class);
        assertThat(store.secret(KEY).text()).isEqualTo("k");
        assertThat(store.secret(KEY).state().lastFailure()).isEmpty();
    }

    @Test
    void a_listener_that_throws_or_blocks_stops_nothing_and_one_that_closes_the_store_ends_it() throws Exception {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        SecretStore store = builder().declare(DB).noPolling().open(LONG);
        Secret db = store.secret(DB);
        db.onChange(value -> {
            throw new IllegalStateException("a bad listener");
        });
        db.onChange(value -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Secret.Subscription subscription =
                db.onChange(value -> heard.add(value.value().use(bytes -> new String(bytes, UTF_8))));
        for (String text : List.of("two", "three", "four")) {
            fake.rotate("prod/db", text.getBytes(UTF_8));
            db.refresh();
        }
        for (String text : List.of("two", "three", "four")) {
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(text);
        }
        subscription.close();
        subscription.close();
        db.onChange(value -> {
            store.close();
            closed.countDown();
        });
        fake.rotate("prod/db", "five".getBytes(UTF_8));
        try {
            db.refresh();
        } catch (ClientClosedException e) {
            // The listener may close the store before the refresh that told it has returned.
        }
        closed.await();
        never.countDown();
        assertThat(heard).isEmpty();
        assertThat(db.text()).isEqualTo("five");
    }

    @Test
    void readers_never_see_a_value_with_the_version_of_another() throws Exception {
        try (SecretStore store = builder().declare(DB).noPolling().open(LONG)) {
            Secret db = store.secret(DB);
            Queue<String> wrong = new ConcurrentLinkedQueue<>();
            CountDownLatch end = new CountDownLatch(1);
            FutureTask<Boolean> reader = start(() -> {
                while (end.getCount() > 0) {
                    SecretValue value = db.current();
                    String text = value.value().use(bytes -> new String(bytes, UTF_8));
                    if (!text.equals("one") && !text.equals("v" + value.version())) {
                        wrong.add(value.version() + "=" + text);
                    }
                }
                return true;
            });
            for (int i = 100; i < 200; i++) {
                store.createVersion(DB, SecretVersion.of(i), SecretBytes.copyOf(("v" + i).getBytes(UTF_8)));
            }
            end.countDown();
            reader.get();
            assertThat(wrong).isEmpty();
        }
    }
}
