package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.core.SecretBytes;
import run.leger.testkit.FakeSetec;

/** A source that throws what it must not throw, and times that no clock can count. */
@Timeout(60)
final class BadSourceTest {
    private static final SecretName DB = SecretName.of("prod/db");
    private static final SecretName KEY = SecretName.of("prod/key");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration ENDLESS = Duration.ofSeconds(Long.MAX_VALUE);

    private final ManualThreads time = new ManualThreads();
    private final FakeSetec fake = FakeSetec.start();
    private final SetecClient setec = SetecClient.create(fake.address());
    private final Nameless source = new Nameless(setec);

    BadSourceTest() {
        fake.put("prod/db", "one".getBytes(UTF_8));
        fake.put("prod/key", "k".getBytes(UTF_8));
    }

    @AfterEach
    void close() {
        setec.close();
        fake.close();
    }

    private SecretStoreBuilder builder() {
        return SecretStore.builder(source).with(time.supplier(), bound -> bound / 2);
    }

    @Test
    void a_start_from_a_source_that_cannot_say_where_it_got_a_secret_lists_it_as_any_failure() {
        source.forgets = true;
        SecretsFailedException e = catchThrowableOfType(
                SecretsFailedException.class, () -> builder().declare(DB, KEY).open(LONG));
        assertThat(e.failures()).extracting(SecretFailure::name).containsExactly(DB, KEY);
        assertThat(e.failures()).extracting(SecretFailure::kind).containsOnly(FailureKind.OTHER);
        assertThat(e).hasMessageContaining("java.lang.IllegalStateException").hasMessageNotContaining("hunter2");
    }

    @Test
    void a_poll_of_a_source_that_cannot_say_where_it_got_a_secret_fails_at_it_and_goes_on() {
        try (SecretStore store = builder().declare(DB, KEY).open(LONG)) {
            source.forgets = true;
            fake.rotate("prod/db", "two".getBytes(UTF_8));
            assertThatThrownBy(store::refresh)
                    .isInstanceOfSatisfying(
                            SecretsFailedException.class,
                            e -> assertThat(e.failures()).hasSize(2));
            assertThatThrownBy(store.secret(DB)::refresh).isInstanceOf(SecretUnavailableException.class);
            time.pass(Duration.ofHours(2));
            assertThat(store.health().failing()).isEqualTo(2);
            assertThat(store.secret(DB).text()).isEqualTo("one");
            source.forgets = false;
            time.pass(Duration.ofHours(2));
            assertThat(store.health().failing()).isZero();
            assertThat(store.secret(DB).text()).isEqualTo("two");
        }
    }

    @Test
    void a_version_made_in_a_source_that_cannot_say_where_it_is_leaves_the_secret_as_any_other() {
        try (SecretStore store = builder().declare(DB).open(LONG)) {
            source.forgets = true;
            assertThatThrownBy(() ->
                            store.createVersion(DB, SecretVersion.of(5), SecretBytes.copyOf("five".getBytes(UTF_8))))
                    .isInstanceOf(IllegalStateException.class);
            source.forgets = false;
            fake.rotate("prod/db", "two".getBytes(UTF_8));
            time.pass(Duration.ofHours(2));
            assertThat(store.secret(DB).text()).isEqualTo("two");
        }
    }

    @Test
    void times_longer_than_any_clock_counts_are_as_good_as_for_ever() {
        try (SecretStore store = SecretStore.builder(setec)
                .declare(DB)
                .allowLookups()
                .requestDeadline(ENDLESS)
                .pollDeadline(ENDLESS)
                .pollInterval(ENDLESS)
                .verifyEvery(ENDLESS)
                .expireUnused(ENDLESS)
                .open(ENDLESS)) {
            fake.rotate("prod/db", "two".getBytes(UTF_8));
            store.refresh();
            assertThat(store.secret(DB).text()).isEqualTo("two");
            assertThat(store.lookup(KEY, ENDLESS).text()).isEqualTo("k");
            assertThat(store.health().nextPoll()).isPresent();
        }
    }

    @Test
    void an_error_that_lists_nothing_says_what_was_tried() {
        assertThat(new SecretsFailedException("nothing was had", List.of()))
                .hasMessage("nothing was had")
                .hasNoCause();
    }

    /** A server that forgets where it has a secret from. */
    private static final class Nameless extends SourceOver {
        private boolean forgets;

        Nameless(SetecClient setec) {
            super(setec);
        }

        @Override
        public String origin(SecretName name) {
            if (forgets) {
                throw new IllegalStateException("hunter2");
            }
            return description();
        }
    }
}
