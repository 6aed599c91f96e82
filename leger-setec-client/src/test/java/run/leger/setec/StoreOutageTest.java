package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import run.leger.core.LegerException;
import run.leger.core.SecretBytes;
import run.leger.testkit.FakeSetec;

/** A store whose server is away, for hours of virtual time. */
@Timeout(120)
final class StoreOutageTest {
    private static final SecretName DB = SecretName.of("prod/db");
    private static final SecretName KEY = SecretName.of("prod/key");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualThreads time = new ManualThreads();
    private final FakeSetec fake = FakeSetec.start();
    private final Weather weather = new Weather(fake.address(), time);
    private final SetecClient setec = weather.client();
    private final TestCache cache = new TestCache();

    @AfterEach
    void close() {
        setec.close();
        fake.close();
        assertThat(Thread.interrupted()).isFalse();
    }

    private SecretStoreBuilder builder() {
        return SecretStore.builder(setec).with(time.supplier(), bound -> bound / 2);
    }

    private void putBoth() {
        fake.rotate("prod/db", "one".getBytes(UTF_8));
        fake.rotate("prod/key", "k".getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource(
            value = Weather.Kind.class,
            names = {"DOWN", "BROKEN", "STALLED", "NONSENSE"})
    void the_last_value_is_served_for_hours_and_the_new_one_within_an_interval_of_the_recovery(Weather.Kind bad) {
        putBoth();
        try (SecretStore store = builder().declare(DB, KEY).open(LONG)) {
            Secret db = store.secret(DB);
            weather.is(bad);
            Instant begin = time.now();
            int before = weather.requests();
            for (int minute = 0; minute < 12 * 60; minute++) {
                time.pass(Duration.ofMinutes(1));
                assertThat(db.text()).isEqualTo("one");
            }
            assertThat(weather.requests() - before)
                    .as("requests for 2 secrets in 12 hours")
                    .isBetween(2 * 12, 2 * 24);
            SecretState state = db.state();
            assertThat(state.lastFailure()).isPresent();
            assertThat(state.asOf().orElseThrow()).isBeforeOrEqualTo(begin);
            assertThat(state.nextAttempt().orElseThrow())
                    .isBetween(
                            time.now().minus(Duration.ofMinutes(1)), time.now().plus(Duration.ofMinutes(66)));
            assertThat(store.health().failing()).isEqualTo(2);
            fake.rotate("prod/db", "two".getBytes(UTF_8));
            weather.is(Weather.Kind.FINE);
            time.pass(HOUR);
            assertThat(db.text()).isEqualTo("two");
            assertThat(store.health().failing()).isZero();
        }
    }

    @Test
    void a_passing_failure_is_over_after_a_minute_and_not_after_an_hour() {
        putBoth();
        try (SecretStore store = builder().declare(DB).open(LONG)) {
            time.pass(Duration.ofMinutes(59));
            weather.is(Weather.Kind.BROKEN);
            time.pass(Duration.ofMinutes(1));
            assertThat(store.secret(DB).state().lastFailure()).isPresent();
            weather.is(Weather.Kind.FINE);
            time.pass(Duration.ofMinutes(2));
            assertThat(store.secret(DB).state().lastFailure()).isEmpty();
        }
    }

    @Test
    void a_value_that_grows_too_old_fails_or_warns_by_policy_and_is_back_with_the_server() {
        putBoth();
        Duration most = Duration.ofHours(2);
        try (SecretStore store = builder()
                .declare(DB, SecretPolicy.standard().maxStale(most, WhenStale.FAIL))
                .declare(KEY, SecretPolicy.standard().maxStale(most, WhenStale.WARN))
                .open(LONG)) {
            Secret db = store.secret(DB);
            Secret key = store.secret(KEY);
            weather.is(Weather.Kind.DOWN);
            time.pass(most);
            assertThat(db.text()).isEqualTo("one");
            assertThat(db.state().stale()).isFalse();
            time.pass(Duration.ofMillis(1));
            assertThatThrownBy(db::current)
                    .isInstanceOf(SecretUnavailableException.class)
                    .hasMessageContaining("older than it may be");
            assertThat(db.state().stale()).isTrue();
            assertThat(db.state().version()).contains(SecretVersion.of(1));
            assertThat(key.text()).isEqualTo("k");
            assertThat(key.state().stale()).isTrue();
            assertThat(store.health().isWhole()).isFalse();
            weather.is(Weather.Kind.FINE);
            time.pass(HOUR);
            assertThat(db.text()).isEqualTo("one");
            assertThat(db.state().stale()).isFalse();
            assertThat(store.health().isWhole()).isTrue();
        }
    }

    @Test
    void a_device_that_slept_asks_within_a_minute_and_one_whose_clock_was_set_back_too() {
        putBoth();
        try (SecretStore store = builder().declare(DB).open(LONG)) {
            time.pass(Duration.ofMinutes(5));
            fake.rotate("prod/db", "two".getBytes(UTF_8));
            time.setClock(Duration.ofHours(8));
            time.pass(Duration.ofMinutes(1));
            assertThat(store.secret(DB).text()).isEqualTo("two");
            fake.rotate("prod/db", "three".getBytes(UTF_8));
            time.setClock(Duration.ofDays(-30));
            time.pass(Duration.ofMinutes(1));
            assertThat(store.secret(DB).text()).isEqualTo("three");
            fake.rotate("prod/db", "four".getBytes(UTF_8));
            time.pass(Duration.ofMinutes(66));
            assertThat(store.secret(DB).text()).isEqualTo("four");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Weather.Kind.class,
            names = {"DOWN", "BROKEN", "STALLED", "NONSENSE"})
    void a_start_waits_for_the_server_and_at_the_deadline_says_what_is_missing(Weather.Kind bad) {
        putBoth();
        weather.is(bad);
        Instant begin = time.now();
        SecretsFailedException e = catchThrowableOfType(
                SecretsFailedException.class, () -> builder().declare(DB, KEY).open(LONG));
        assertThat(Duration.between(begin, time.now())).isBetween(LONG.minusSeconds(10), LONG.plusSeconds(1));
        assertThat(e.failures()).extracting(SecretFailure::name).containsExactly(DB, KEY);
        assertThat(e.failures())
                .allSatisfy(failure -> assertThat(failure.kind().isPassing()).isTrue());
        assertThat(time.isIdle()).isTrue();

        time.after(Duration.ofMinutes(3), () -> weather.is(Weather.Kind.FINE));
        ManualThreads again = time.restarted();
        weather.passesIn(again);
        try (SecretStore store = SecretStore.builder(setec)
                .with(again.supplier(), bound -> bound / 2)
                .declare(DB, KEY)
                .open(Duration.ofMinutes(10))) {
            assertThat(store.secret(DB).text()).isEqualTo("one");
        }
    }

    @Test
    void what_a_start_had_no_time_to_ask_for_is_said_to_be_so_with_the_time_there_was() {
        putBoth();
        weather.is(Weather.Kind.STALLED);
        SecretsFailedException e = catchThrowableOfType(
                SecretsFailedException.class,
                () -> builder().declare(DB, KEY).parallelism(1).open(Duration.ofSeconds(2)));
        assertThat(e.failures())
                .extracting(
                        failure -> String.valueOf(failure.cause().getMessage()).replaceFirst("^prod/(db|key): ", ""))
                .containsExactlyInAnyOrder("no answer within 2000 ms", "not asked for within 2000 ms");
    }

    @Test
    void a_cached_start_needs_no_server_and_asks_it_right_after() {
        putBoth();
        builder().declare(DB, KEY).cache(cache, CacheMode.CACHED).open(LONG).close();
        weather.is(Weather.Kind.DOWN);
        fake.rotate("prod/db", "two".getBytes(UTF_8));
        ManualThreads next = time.restarted();
        try (SecretStore store = SecretStore.builder(setec)
                .with(next.supplier(), bound -> bound / 2)
                .declare(DB, KEY)
                .cache(cache, CacheMode.CACHED)
                .noPolling()
                .open(LONG)) {
            assertThat(store.secret(DB).text()).isEqualTo("one");
            assertThat(store.secret(DB).state().origin()).contains("cache");
            assertThat(store.report().toString())
                    .contains("prod/db version 1 from cache, 0 s old")
                    .doesNotContain("hunter2");
            weather.is(Weather.Kind.FINE);
            next.pass(Duration.ofMinutes(2));
            assertThat(store.secret(DB).text()).isEqualTo("two");
            assertThat(store.secret(KEY).state().origin()).contains(setec.description());
            int requests = weather.requests();
            next.pass(Duration.ofDays(1));
            assertThat(weather.requests()).isEqualTo(requests);
        }
    }

    @Test
    void a_strict_start_believes_no_cache_and_a_lazy_one_waits_for_nothing() {
        putBoth();
        builder().declare(DB).cache(cache, CacheMode.STRICT).open(LONG).close();
        weather.is(Weather.Kind.DOWN);
        assertThatThrownBy(() -> SecretStore.builder(setec)
                        .with(time.restarted().supplier(), bound -> bound / 2)
                        .declare(DB)
                        .cache(cache, CacheMode.STRICT)
                        .open(Duration.ofSeconds(3)))
                .isInstanceOf(SecretsFailedException.class);
        ManualThreads next = time.restarted();
        try (SecretStore store = SecretStore.builder(setec)
                .with(next.supplier(), bound -> bound / 2)
                .declare(DB, KEY)
                .cache(cache, CacheMode.LAZY)
                .open(LONG)) {
            assertThat(next.now()).isEqualTo(next.start());
            assertThat(store.secret(DB).text()).isEqualTo("one");
            assertThatThrownBy(store.secret(KEY)::current).isInstanceOf(SecretUnavailableException.class);
            weather.is(Weather.Kind.FINE);
            next.pass(Duration.ofMinutes(2));
            assertThat(store.secret(KEY).text()).isEqualTo("k");
        }
    }

    @Test
    void a_cached_value_of_unknown_age_is_too_old_where_age_matters() {
        putBoth();
        cache.document =
                "{\"prod/db\":{\"secret\":{\"Value\":\"b25l\",\"Version\":1},\"lastAccess\":\"0\"}}".getBytes(UTF_8);
        weather.is(Weather.Kind.DOWN);
        try (SecretStore store = builder()
                .declare(DB, SecretPolicy.standard().maxStale(HOUR, WhenStale.FAIL))
                .cache(cache, CacheMode.CACHED)
                .open(LONG)) {
            assertThatThrownBy(store.secret(DB)::current)
                    .isInstanceOf(SecretUnavailableException.class)
                    .hasMessageContaining("not been heard from");
            weather.is(Weather.Kind.FINE);
            time.pass(Duration.ofMinutes(2));
            assertThat(store.secret(DB).text()).isEqualTo("one");
        }
    }

    @Test
    void a_damaged_or_failing_cache_is_reported_and_stops_nothing() {
        putBoth();
        cache.document = "{\"prod/db\":{\"secret\":{\"Value\":\"!!\"".getBytes(UTF_8);
        cache.broken = true;
        try (SecretStore store =
                builder().declare(DB).cache(cache, CacheMode.CACHED).open(LONG)) {
            assertThat(store.secret(DB).text()).isEqualTo("one");
            assertThat(store.report().cacheRefusal()).isPresent();
            assertThat(store.report().cacheFailure()).isPresent();
            assertThat(store.report().toString())
                    .contains("memory (ignored:")
                    .contains("(not written: ")
                    .doesNotContain("hunter2");
            cache.broken = false;
            fake.rotate("prod/db", "two".getBytes(UTF_8));
            store.refresh();
            assertThat(store.health().cacheFailure()).isEmpty();
            assertThat(store.health().cacheRefusal())
                    .as("what was written since does not make that good")
                    .isPresent();
            assertThat(new String(Objects.requireNonNull(cache.document), UTF_8))
                    .contains("\"Value\":\"dHdv\",\"Version\":2");
        }
    }

    @Test
    void a_store_that_never_had_a_value_leaves_the_cache_as_it_is() {
        byte[] damaged = "{\"prod/db\":".getBytes(UTF_8);
        cache.document = damaged;
        weather.is(Weather.Kind.DOWN);
        builder().declare(DB).cache(cache, CacheMode.LAZY).open(LONG).close();
        assertThat(cache.document).isSameAs(damaged);
    }

    @Test
    void a_refresh_of_everything_lists_what_failed_and_keeps_what_there_was() {
        putBoth();
        try (SecretStore store = builder().declare(DB, KEY).open(LONG)) {
            setec.delete(KEY);
            fake.rotate("prod/db", "two".getBytes(UTF_8));
            SecretsFailedException e = catchThrowableOfType(SecretsFailedException.class, store::refresh);
            assertThat(e.failures()).extracting(SecretFailure::name).containsExactly(KEY);
            assertThat(store.secret(KEY).text()).isEqualTo("k");
            assertThat(store.secret(DB).text()).isEqualTo("two");
        }
    }

    @Test
    void secrets_that_nobody_uses_expire_and_those_with_a_handle_or_a_declaration_do_not() {
        putBoth();
        fake.put("prod/old", "o".getBytes(UTF_8));
        SecretName old = SecretName.of("prod/old");
        try (SecretStore store = builder()
                .declare(DB)
                .allowLookups()
                .cache(cache, CacheMode.CACHED)
                .open(LONG)) {
            store.lookup(KEY);
            store.lookup(old);
        }
        ManualThreads next = time.restarted();
        try (SecretStore store = SecretStore.builder(setec)
                .with(next.supplier(), bound -> bound / 2)
                .declare(DB)
                .allowLookups()
                .expireUnused(Duration.ofHours(3))
                .cache(cache, CacheMode.CACHED)
                .open(LONG)) {
            Secret key = store.secret(KEY);
            next.pass(Duration.ofHours(6));
            assertThat(store.find(old)).isEmpty();
            assertThat(store.find(KEY)).containsSame(key);
            assertThat(store.find(DB)).isPresent();
            assertThat(new String(Objects.requireNonNull(cache.document), UTF_8))
                    .doesNotContain("prod/old");
            assertThat(store.lookup(old).text()).isEqualTo("o");
        }
    }

    @Test
    void a_secret_that_was_looked_up_expires_once_its_handle_was_collected() {
        putBoth();
        try (SecretStore store =
                builder().allowLookups().expireUnused(Duration.ofHours(3)).open(LONG)) {
            WeakReference<Secret> handle = new WeakReference<>(store.lookup(KEY));
            assertThat(store.lookup(DB).text()).isEqualTo("one");
            Secret held = store.lookup(DB);
            for (int i = 0; handle.get() != null; i++) {
                assertThat(i).as("collections").isLessThan(100);
                System.gc();
            }
            assertThat(store.report().secrets()).hasSize(2);
            time.pass(Duration.ofHours(5));
            assertThat(store.report().secrets())
                    .extracting(StoreReport.Line::name)
                    .containsExactly(DB);
            assertThat(store.find(KEY)).isEmpty();
            assertThat(held.text()).isEqualTo("one");
            int requests = weather.requests();
            time.pass(HOUR.multipliedBy(4));
            assertThat(weather.requests() - requests).as("polls of one secret").isBetween(3, 5);
            assertThat(store.lookup(KEY).text()).isEqualTo("k");
        }
    }

    @Test
    void explicit_versions_are_remembered_over_a_restart_and_forgotten_when_the_server_has_them_no_more() {
        putBoth();
        fake.rotate("prod/db", "two".getBytes(UTF_8));
        SecretVersion one = SecretVersion.of(1);
        SecretName only = SecretName.of("prod/only");
        fake.rotate("prod/only", "a".getBytes(UTF_8));
        fake.rotate("prod/only", "b".getBytes(UTF_8));
        try (SecretStore store = builder()
                .declare(DB)
                .allowLookups()
                .cache(cache, CacheMode.CACHED)
                .open(LONG)) {
            SecretValue first = store.version(DB, one);
            assertThat(store.version(DB, one)).isSameAs(first);
            store.version(only, one);
            assertThat(store.version(DB, SecretVersion.ACTIVE))
                    .isSameAs(store.secret(DB).current());
            setec.deleteVersion(only, one);
            // Known by a version alone, deleted there: the poll goes on, and the next look at what is active brings a
            // value too.
            time.pass(Duration.ofHours(2));
            assertThat(store.secret(only).text()).isEqualTo("b");
            assertThat(store.health().failing()).isZero();
            assertThatThrownBy(() -> store.version(only, one)).isInstanceOf(LegerException.class);
        }
        weather.is(Weather.Kind.DOWN);
        ManualThreads next = time.restarted();
        try (SecretStore store = SecretStore.builder(setec)
                .with(next.supplier(), bound -> bound / 2)
                .declare(DB)
                .cache(cache, CacheMode.CACHED)
                .open(LONG)) {
            assertThat(store.version(DB, one).value()).isEqualTo(SecretBytes.copyOf("one".getBytes(UTF_8)));
            weather.is(Weather.Kind.FINE);
            setec.deleteVersion(DB, one);
            next.pass(Duration.ofHours(2));
            assertThatThrownBy(() -> store.version(DB, one)).isInstanceOf(LegerException.class);
        }
    }

    @Test
    void a_thousand_stores_that_start_together_do_not_poll_together() {
        putBoth();
        int stores = 1000;
        List<Instant> polls = new ArrayList<>();
        List<SecretStore> open = new ArrayList<>();
        List<ManualThreads> times = new ArrayList<>();
        for (int i = 0; i < stores; i++) {
            ManualThreads own = new ManualThreads();
            times.add(own);
            open.add(SecretStore.builder(new CountingSource(() -> polls.add(own.now())))
                    .with(own.supplier(), new Random(i)::nextLong)
                    .declare(DB)
                    .open(LONG));
        }
        Instant begin = times.get(0).start();
        polls.clear();
        times.forEach(own -> own.pass(Duration.ofMinutes(70)));
        assertThat(polls).hasSize(stores);
        int[] perMinute = new int[71];
        polls.forEach(at -> perMinute[(int) Duration.between(begin, at).toMinutes()]++);
        for (int minute = 54; minute < 66; minute++) {
            assertThat(perMinute[minute]).as("polls in minute " + minute).isBetween(40, 140);
        }
        open.forEach(SecretStore::close);
    }
}
