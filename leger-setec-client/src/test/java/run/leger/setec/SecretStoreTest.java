package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.core.AccessDeniedException;
import run.leger.core.ClientClosedException;
import run.leger.core.LegerException;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.Fault;
import run.leger.testkit.SetecAudit;
import run.leger.testkit.SetecRule;

/** What a store does on a server that is well, on a real socket, in virtual time. */
@Timeout(60)
final class SecretStoreTest {
    private static final SecretName DB = SecretName.of("prod/db");
    private static final SecretName KEY = SecretName.of("prod/key");
    private static final SecretName BETA = SecretName.of("prod/beta");
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ManualThreads time = new ManualThreads();
    private final FakeSetec fake = FakeSetec.builder()
            .identity("some", SetecRule.of("prod/key", "get", "info"))
            .start();
    private final SetecClient setec = SetecClient.create(fake.address());

    @AfterEach
    void close() {
        setec.close();
        fake.close();
    }

    private SecretStoreBuilder builder() {
        return SecretStore.builder(setec).with(time.supplier(), bound -> bound / 2);
    }

    private int requests() {
        return fake.server("admin").requests().size();
    }

    private static String text(Secret secret) {
        return secret.text();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void a_declared_secret_is_there_and_follows_the_rotation_at_the_next_poll() {
        fake.put("prod/db", bytes("one"));
        try (SecretStore store = builder().declare(DB).open(LONG)) {
            Secret db = store.secret(DB);
            List<String> heard = new ArrayList<>();
            db.onChange(value -> heard.add(value.version() + "=" + value.value().use(b -> new String(b, UTF_8))));
            assertThat(text(db)).isEqualTo("one");
            SecretValue before = db.current();
            fake.rotate("prod/db", bytes("two"));
            assertThat(db.current()).isSameAs(before);
            time.pass(Duration.ofMinutes(67));
            assertThat(text(db)).isEqualTo("two");
            assertThat(heard).containsExactly("2=two");
            assertThat(db.state().version()).contains(SecretVersion.of(2));
            assertThat(db.state().asOf()).contains(time.now().minus(Duration.ofMinutes(7)));
            assertThat(store.secret(DB)).isSameAs(db);
            assertThat(db).hasToString("Secret(prod/db version 2)");
        }
    }

    @Test
    void polling_unchanged_secrets_costs_one_audit_entry_a_day() {
        fake.put("prod/db", bytes("one"));
        try (SecretStore store = builder().declare(DB).open(LONG)) {
            assertThat(fake.audit()).hasSize(1);
            time.pass(Duration.ofHours(23));
            assertThat(requests()).isEqualTo(24);
            assertThat(fake.audit()).hasSize(1);
            time.pass(Duration.ofHours(24));
            assertThat(fake.audit()).hasSize(2);
            assertThat(store.health().isWhole()).isTrue();
        }
    }

    @Test
    void a_secret_that_was_deleted_and_made_anew_is_noticed_within_a_day_and_a_half_and_by_a_refresh_at_once() {
        fake.put("prod/db", bytes("one"));
        fake.put("prod/key", bytes("one"));
        try (SecretStore store = builder().declare(DB, KEY).open(LONG)) {
            for (SecretName name : List.of(DB, KEY)) {
                setec.delete(name);
                fake.put(name.text(), bytes("other"));
            }
            time.pass(Duration.ofHours(2));
            assertThat(text(store.secret(DB))).isEqualTo("one");
            assertThat(store.secret(DB).refresh().version()).isEqualTo(SecretVersion.of(1));
            assertThat(text(store.secret(DB))).isEqualTo("other");
            assertThat(text(store.secret(KEY))).isEqualTo("one");
            time.pass(Duration.ofHours(36));
            assertThat(text(store.secret(KEY))).isEqualTo("other");
        }
    }

    @Test
    void a_client_that_is_closed_is_not_waited_for() {
        setec.close();
        SecretsFailedException e = catchThrowableOfType(
                SecretsFailedException.class, () -> builder().declare(DB).open(LONG));
        assertThat(e.failures()).extracting(SecretFailure::kind).containsExactly(FailureKind.REFUSED);
        assertThat(e).hasMessageContaining("the client is closed");
    }

    @Test
    void all_that_is_missing_is_listed_at_once_with_cause_and_grant() {
        fake.put("prod/db", bytes("one"));
        fake.put("prod/key", bytes("one"));
        try (SetecClient some = SetecClient.create(fake.address("some"))) {
            SecretStoreBuilder builder = SecretStore.builder(some)
                    .with(time.supplier(), bound -> bound / 2)
                    .declare(DB, KEY, BETA);
            SecretsFailedException e = catchThrowableOfType(SecretsFailedException.class, () -> builder.open(LONG));
            assertThat(e.failures()).extracting(SecretFailure::name).containsExactly(BETA, DB);
            assertThat(e.failures()).extracting(SecretFailure::kind).containsOnly(FailureKind.DENIED);
            assertThat(e.failures().get(1).grant()).contains("{\"action\":[\"get\"],\"secret\":[\"prod/db\"]}");
            assertThat(e).hasMessageContaining("2 of 3 declared secrets").hasMessageContaining("prod/db: denied");
            assertThat(e.remedy().orElseThrow())
                    .contains("{\"action\":[\"get\"],\"secret\":[\"prod/beta\",\"prod/db\"]}");
            assertThat(time.isIdle()).isTrue();
        }
    }

    @Test
    void a_secret_that_does_not_exist_fails_at_once_or_is_waited_for_by_policy() {
        assertThatThrownBy(() -> builder().declare(DB).open(LONG))
                .isInstanceOfSatisfying(
                        SecretsFailedException.class,
                        e -> assertThat(e.failures().get(0).kind()).isEqualTo(FailureKind.NOT_FOUND));
        ManualThreads patient = new ManualThreads();
        patient.after(Duration.ofSeconds(40), () -> fake.put("prod/db", bytes("late")));
        try (SecretStore store = SecretStore.builder(setec)
                .with(patient.supplier(), bound -> bound / 2)
                .declare(DB, SecretPolicy.standard().waitForMissing())
                .open(LONG)) {
            assertThat(text(store.secret(DB))).isEqualTo("late");
        }
    }

    @Test
    void an_optional_secret_is_not_waited_for_and_appears_when_it_does() {
        try (SecretStore store = builder().optional(BETA).open(LONG)) {
            Secret beta = store.secret(BETA);
            assertThatThrownBy(beta::current)
                    .isInstanceOf(SecretUnavailableException.class)
                    .hasCauseInstanceOf(NotFoundException.class);
            assertThat(store.report().missing()).containsExactly(BETA);
            List<SecretVersion> heard = new ArrayList<>();
            beta.onChange(value -> heard.add(value.version()));
            fake.put("prod/beta", bytes("new"));
            time.pass(Duration.ofMinutes(67));
            assertThat(text(beta)).isEqualTo("new");
            assertThat(heard).containsExactly(SecretVersion.of(1));
        }
    }

    @Test
    void names_that_were_not_declared_need_leave_and_leave_nothing_where_they_do_not_exist() {
        fake.put("prod/db", bytes("one"));
        fake.put("prod/key", bytes("k"));
        try (SecretStore strict = builder().declare(DB).open(LONG)) {
            assertThatThrownBy(() -> strict.lookup(KEY)).isInstanceOf(SecretUnavailableException.class);
            assertThatThrownBy(() -> strict.secret(KEY)).isInstanceOf(SecretUnavailableException.class);
            assertThatThrownBy(() -> strict.version(KEY, SecretVersion.of(1)))
                    .isInstanceOf(SecretUnavailableException.class);
        }
        try (SecretStore store = SecretStore.builder(setec).allowLookups().open(LONG)) {
            assertThat(text(store.lookup(KEY))).isEqualTo("k");
            assertThatThrownBy(() -> store.lookup(BETA)).isInstanceOf(NotFoundException.class);
            assertThat(store.find(BETA)).isEmpty();
            assertThat(store.report().secrets()).hasSize(1);
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> SecretStore.builder(setec).open(LONG));
    }

    @Test
    void a_version_made_through_the_store_is_served_and_heard_of_and_old_ones_stay_at_hand() {
        fake.put("prod/db", bytes("one"));
        try (SecretStore store = builder().declare(DB).open(LONG)) {
            List<SecretVersion> heard = new ArrayList<>();
            store.secret(DB).onChange(value -> heard.add(value.version()));
            store.createVersion(DB, SecretVersion.of(9), SecretBytes.copyOf(bytes("nine")));
            assertThat(text(store.secret(DB))).isEqualTo("nine");
            assertThat(heard).containsExactly(SecretVersion.of(9));
            int requests = requests();
            assertThat(store.version(DB, SecretVersion.of(1)).value()).isEqualTo(SecretBytes.copyOf(bytes("one")));
            assertThat(store.version(DB, SecretVersion.of(9)))
                    .isSameAs(store.secret(DB).current());
            assertThat(requests()).isEqualTo(requests);
            assertThatThrownBy(() -> store.createVersion(DB, SecretVersion.of(9), SecretBytes.copyOf(bytes("other"))))
                    .isInstanceOf(VersionClaimedException.class);
            assertThat(text(store.secret(DB))).isEqualTo("nine");
        }
    }

    @Test
    void a_version_that_could_not_be_made_leaves_no_name_behind() {
        fake.put("prod/key", bytes("k"));
        try (SetecClient some = SetecClient.create(fake.address("some"));
                SecretStore store = SecretStore.builder(some)
                        .with(time.supplier(), bound -> bound / 2)
                        .declare(KEY)
                        .allowLookups()
                        .open(LONG)) {
            SecretVersion three = SecretVersion.of(3);
            assertThatThrownBy(() -> store.createVersion(DB, three, SecretBytes.copyOf(bytes("q"))))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(store.find(DB)).isEmpty();
            fake.server("some").failNext(Fault.CLOSE_IN_BODY);
            assertThatThrownBy(() -> store.createVersion(DB, three, SecretBytes.copyOf(bytes("q"))))
                    .isInstanceOf(LegerException.class);
            assertThat(store.find(DB)).isEmpty();
            store.refresh();
            assertThatThrownBy(() -> store.createVersion(KEY, three, SecretBytes.copyOf(bytes("q"))))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(text(store.secret(KEY))).isEqualTo("k");
            assertThat(store.health().secrets()).isOne();
        }
    }

    @Test
    void a_closed_store_serves_the_last_values_and_a_wiped_one_does_not() {
        fake.put("prod/db", bytes("one"));
        SecretStore store = builder().declare(DB).allowLookups().open(LONG);
        Secret db = store.secret(DB);
        SecretValue held = db.current();
        store.close();
        store.close();
        assertThat(text(db)).isEqualTo("one");
        assertThat(db.state().nextAttempt()).isEmpty();
        assertThat(text(store.lookup(DB))).isEqualTo("one");
        assertThatThrownBy(db::refresh).isInstanceOf(ClientClosedException.class);
        assertThatThrownBy(store::refresh).isInstanceOf(ClientClosedException.class);
        assertThatThrownBy(() -> store.lookup(KEY)).isInstanceOf(ClientClosedException.class);
        store.wipe();
        assertThatThrownBy(db::current)
                .isInstanceOf(SecretUnavailableException.class)
                .hasMessageContaining("wiped");
        assertThatIllegalStateException().isThrownBy(() -> held.value().copy());
        assertThat(fake.audit()).extracting(SetecAudit::action).containsExactly("get");
    }
}
