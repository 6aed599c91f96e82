package run.leger.setec.rotate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.core.AccessDeniedException;
import run.leger.core.ClientClosedException;
import run.leger.core.LegerException;
import run.leger.core.NotFoundException;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.setec.SourceOver;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.Fault;
import run.leger.testkit.SetecRule;

/** All versions of a secret, from a server on a real socket, in virtual time. */
@Timeout(60)
final class KeyringTest {
    private static final SecretName KEY = SecretName.of("prod/db");
    private static final SecretVersion ONE = SecretVersion.of(1);
    private static final SecretVersion TWO = SecretVersion.of(2);
    private static final SecretVersion THREE = SecretVersion.of(3);

    private final ManualTime time = new ManualTime();
    private final FakeSetec fake =
            FakeSetec.builder().identity("blind", SetecRule.of("*", "get")).start();
    private final SetecClient setec = SetecClient.create(fake.address());

    @AfterEach
    void close() {
        setec.close();
        fake.close();
    }

    private Keyring.Builder builder() {
        return Keyring.builder(setec, KEY).with(time, bound -> bound / 2);
    }

    private void put(String... values) {
        for (String value : values) {
            fake.put("prod/db", value.getBytes(UTF_8));
        }
    }

    private int requests() {
        return fake.server("admin").requests().size();
    }

    private static String text(SecretValue value) {
        return value.value().use(bytes -> new String(bytes, UTF_8));
    }

    @Test
    void it_has_every_version_and_knows_the_active_one() {
        put("one", "two", "three");
        setec.activate(KEY, TWO);
        try (Keyring keys = builder().open()) {
            assertThat(text(keys.active())).isEqualTo("two");
            assertThat(keys.get(ONE)).map(KeyringTest::text).contains("one");
            assertThat(keys.get(THREE)).map(KeyringTest::text).contains("three");
            assertThat(keys.get(SecretVersion.of(4))).isEmpty();
            assertThat(keys.get(SecretVersion.ACTIVE)).isEmpty();
            assertThat(keys).hasToString("Keyring(prod/db, 3 versions, active 2)");
        }
    }

    @Test
    void an_update_fetches_only_what_is_new_and_follows_the_active_version_down() {
        put("one", "two");
        setec.activate(KEY, TWO);
        try (Keyring keys = builder().open()) {
            SecretValue one = keys.get(ONE).orElseThrow();
            put("three");
            setec.activate(KEY, ONE);
            int before = requests();
            keys.update();
            assertThat(requests() - before).isEqualTo(2);
            assertThat(keys.active()).isSameAs(one);
            assertThat(keys.get(THREE)).isPresent();
        }
    }

    @Test
    void it_is_kept_fresh_by_itself_and_by_the_store() {
        put("one");
        TestSecret handle = new TestSecret("one");
        try (Keyring keys = builder().following(handle).open()) {
            put("two");
            time.pass(Duration.ofHours(1));
            assertThat(keys.get(TWO)).isPresent();
            put("three");
            handle.rotate(3, "three");
            assertThat(keys.get(THREE)).isPresent();
        }
        assertThat(handle.listeners()).isZero();
        assertThat(time.planned()).isZero();
    }

    @Test
    void a_handle_that_is_ahead_at_the_start_is_followed_at_once() {
        put("one");
        TestSecret handle = new TestSecret("one");
        handle.rotate(9, "nine");
        int before = requests();
        try (Keyring keys = builder().following(handle).onlyWhenAsked().open()) {
            assertThat(requests() - before).isEqualTo(3);
            assertThat(keys.state().nextUpdate()).isEmpty();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyring.builder(setec, SecretName.of("other")).following(handle));
    }

    @Test
    void deleted_versions_stay_or_go_as_the_policy_says() {
        put("one", "two");
        setec.activate(KEY, TWO);
        try (Keyring kept = builder().open();
                Keyring dropped = builder().deleted(DeletedVersions.DROP).open()) {
            setec.deleteVersion(KEY, ONE);
            kept.update();
            dropped.update();
            assertThat(kept.get(ONE)).map(KeyringTest::text).contains("one");
            assertThat(kept.state().deleted()).containsExactly(ONE);
            assertThat(dropped.get(ONE)).isEmpty();
            int before = requests();
            kept.update();
            assertThat(requests() - before).isOne();
        }
    }

    @Test
    void a_secret_that_was_made_anew_has_its_new_values() {
        put("one", "two", "three");
        try (Keyring keys = builder().deleted(DeletedVersions.DROP).open()) {
            setec.delete(KEY);
            put("uno", "due");
            keys.update();
            assertThat(keys.get(ONE)).map(KeyringTest::text).contains("uno");
            setec.delete(KEY);
            put("ein", "zwei");
            keys.update();
            assertThat(keys.get(ONE)).map(KeyringTest::text).contains("uno");
            time.pass(Duration.ofHours(26));
            assertThat(keys.get(ONE)).map(KeyringTest::text).contains("ein");
            assertThat(text(keys.active())).isEqualTo("ein");
        }
    }

    @Test
    void once_the_secret_was_missing_its_next_values_are_fetched_whatever_their_numbers() {
        put("one", "two");
        try (Keyring keys = builder().open()) {
            setec.delete(KEY);
            assertThatThrownBy(keys::update).isInstanceOf(NotFoundException.class);
            assertThat(text(keys.active())).isEqualTo("one");
            put("uno", "due");
            keys.update();
            assertThat(text(keys.active())).isEqualTo("uno");
            assertThat(keys.get(TWO)).map(KeyringTest::text).contains("due");
        }
    }

    @Test
    void a_number_that_was_gone_and_is_there_again_has_its_new_value() {
        put("one", "two");
        try (Keyring keys = builder().open()) {
            setec.delete(KEY);
            put("uno");
            keys.update();
            assertThat(keys.get(TWO)).map(KeyringTest::text).contains("two");
            put("due");
            keys.update();
            assertThat(keys.get(TWO)).map(KeyringTest::text).contains("due");
        }
    }

    @Test
    void a_failed_update_changes_nothing_and_is_tried_again_by_itself() {
        put("one");
        CountingObserver observer = new CountingObserver();
        try (Keyring keys = builder().observer(observer, Map.of()).open()) {
            put("two", "three");
            setec.activate(KEY, THREE);
            fake.server("admin").failNext(Fault.CLOSE_IN_BODY);
            assertThatThrownBy(keys::update).isInstanceOf(LegerException.class);
            assertThat(text(keys.active())).isEqualTo("one");
            assertThat(keys.get(TWO)).isEmpty();
            assertThat(keys.state().failures()).isOne();
            assertThat(keys.state().nextUpdate()).contains(time.now().plusMillis(500));
            time.pass(Duration.ofSeconds(1));
            assertThat(text(keys.active())).isEqualTo("three");
            assertThat(keys.state().lastFailure()).isEmpty();
            assertThat(observer.of("setec.keyring.updates{outcome=failed}")).isOne();
            assertThat(observer.of("setec.keyring.updates{outcome=ok}")).isOne();
        }
    }

    @Test
    void one_that_asks_only_when_asked_does_not_ask_by_itself_after_a_failure() {
        put("one");
        try (Keyring keys = builder().onlyWhenAsked().open()) {
            fake.server("admin").failNext(Fault.CLOSE_IN_BODY);
            assertThatThrownBy(keys::update).isInstanceOf(LegerException.class);
            assertThat(keys.state().nextUpdate()).isEmpty();
            assertThat(time.planned()).isZero();
            keys.update();
            assertThat(keys.state().lastFailure()).isEmpty();
        }
    }

    @Test
    void one_that_follows_a_secret_tries_again_until_it_has_what_that_changed_to() {
        put("one");
        TestSecret handle = new TestSecret("one");
        try (Keyring keys = builder().following(handle).onlyWhenAsked().open()) {
            put("two");
            fake.server("admin").failNext(Fault.CLOSE_IN_BODY);
            handle.rotate(2, "two");
            assertThat(keys.get(TWO)).isEmpty();
            assertThat(keys.state().nextUpdate()).isPresent();
            time.pass(Duration.ofSeconds(1));
            assertThat(keys.get(TWO)).isPresent();
            fake.server("admin").failNext(Fault.CLOSE_IN_BODY);
            assertThatThrownBy(keys::update).isInstanceOf(LegerException.class);
            assertThat(keys.state().nextUpdate()).isEmpty();
        }
    }

    @Test
    void a_secret_that_is_missing_or_denied_is_asked_for_at_the_interval_and_not_sooner() {
        put("one");
        try (SetecClient blind = SetecClient.create(fake.address("blind"));
                SourceOver caller = new SourceOver(setec);
                Keyring keys = Keyring.builder(caller, KEY)
                        .with(time, bound -> bound / 2)
                        .open()) {
            caller.over(blind);
            assertThatThrownBy(keys::update).isInstanceOf(AccessDeniedException.class);
            assertThat(keys.state().nextUpdate()).contains(time.now().plus(Duration.ofHours(1)));
            caller.over(setec);
            setec.delete(KEY);
            assertThatThrownBy(keys::update).isInstanceOf(NotFoundException.class);
            assertThat(keys.state().nextUpdate()).contains(time.now().plus(Duration.ofHours(1)));
        }
    }

    @Test
    void a_version_that_is_missing_is_looked_for_but_not_by_a_storm() {
        put("one");
        try (Keyring keys = builder().open()) {
            put("two");
            assertThat(keys.find(TWO)).isPresent();
            int before = requests();
            for (int made = 100; made < 1100; made++) {
                assertThat(keys.find(SecretVersion.of(made))).isEmpty();
            }
            assertThat(requests()).isEqualTo(before);
            time.pass(Duration.ofSeconds(5));
            put("three");
            assertThat(keys.find(THREE)).isPresent();
        }
    }

    @Test
    void opening_fails_where_it_cannot_be_had_and_closing_ends_it() {
        assertThatThrownBy(() -> builder().open()).isInstanceOf(NotFoundException.class);
        put("one");
        try (SetecClient blind = SetecClient.create(fake.address("blind"))) {
            assertThatThrownBy(() -> Keyring.builder(blind, KEY).open()).isInstanceOf(AccessDeniedException.class);
        }
        Keyring keys = builder().open();
        keys.close();
        keys.close();
        assertThatThrownBy(keys::update).isInstanceOf(ClientClosedException.class);
        assertThat(text(keys.active())).isEqualTo("one");
        assertThat(keys.find(TWO)).isEmpty();
        SecretValue held = keys.active();
        keys.wipe();
        assertThatThrownBy(() -> held.value().copy()).isInstanceOf(IllegalStateException.class);
        assertThat(time.planned()).isZero();
    }

    @Test
    void a_thousand_updates_at_once_are_few() throws Exception {
        put("one");
        ExecutorService threads = Executors.newFixedThreadPool(200);
        try (Keyring keys = Keyring.builder(setec, KEY).open()) {
            int before = requests();
            List<Callable<Boolean>> callers = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                callers.add(() -> {
                    keys.update();
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(callers)) {
                assertThat(done.get()).isTrue();
            }
            assertThat(requests() - before).isLessThan(1000);
        } finally {
            threads.shutdownNow();
        }
    }
}
