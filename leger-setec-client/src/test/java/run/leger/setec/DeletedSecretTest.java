package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.testkit.FakeSetec;

/** A secret that was deleted and made anew: the server counts from 1 again, and calls another value under the same number unchanged. */
@Timeout(60)
final class DeletedSecretTest {
    private static final SecretName DB = SecretName.of("prod/db");
    private static final SecretVersion ONE = SecretVersion.of(1);
    private static final Duration LONG = Duration.ofMinutes(5);
    /** The longest time from one poll to the next. */
    private static final Duration POLL = Duration.ofMinutes(67);

    private final ManualThreads time = new ManualThreads();
    private final FakeSetec fake = FakeSetec.start();
    private final SetecClient setec = SetecClient.create(fake.address());

    @AfterEach
    void close() {
        setec.close();
        fake.close();
    }

    private SecretStore open() {
        return SecretStore.builder(setec)
                .with(time.supplier(), bound -> bound / 2)
                .declare(DB)
                .open(LONG);
    }

    private void rotate(String... values) {
        for (String value : values) {
            fake.rotate("prod/db", value.getBytes(UTF_8));
        }
    }

    private void deleteAndNotice(SecretStore store) {
        setec.delete(DB);
        time.pass(POLL);
        assertThat(store.secret(DB).state().lastFailure()).containsInstanceOf(NotFoundException.class);
    }

    private static String version(SecretStore store, SecretVersion version) {
        return store.version(DB, version).value().use(bytes -> new String(bytes, UTF_8));
    }

    @Test
    void once_it_was_missing_its_new_value_is_served_at_the_next_poll_whatever_its_number() {
        rotate("one");
        try (SecretStore store = open()) {
            deleteAndNotice(store);
            assertThat(store.secret(DB).text()).isEqualTo("one");
            rotate("uno");
            time.pass(POLL);
            assertThat(store.secret(DB).current().version()).isEqualTo(ONE);
            assertThat(store.secret(DB).text()).isEqualTo("uno");
            assertThat(store.secret(DB).state().lastFailure()).isEmpty();
        }
    }

    @Test
    void once_it_was_missing_none_of_its_old_versions_is_served_beside_the_new_value() {
        rotate("one", "two");
        try (SecretStore store = open()) {
            assertThat(version(store, ONE)).isEqualTo("one");
            deleteAndNotice(store);
            rotate("uno", "two");
            time.pass(POLL);
            assertThat(store.secret(DB).text()).isEqualTo("two");
            assertThat(version(store, ONE)).isEqualTo("uno");
        }
    }

    @Test
    void once_it_was_missing_a_version_made_through_the_store_has_no_old_ones_beside_it() {
        rotate("one");
        try (SecretStore store = open()) {
            deleteAndNotice(store);
            store.createVersion(DB, SecretVersion.of(9), SecretBytes.copyOf("neuf".getBytes(UTF_8)));
            setec.createVersion(DB, ONE, SecretBytes.copyOf("un".getBytes(UTF_8)));
            assertThat(version(store, ONE)).isEqualTo("un");
        }
    }

    @Test
    void another_value_under_the_number_of_an_old_version_tells_it_too() {
        rotate("one", "two", "three");
        try (SecretStore store = open()) {
            assertThat(version(store, ONE)).isEqualTo("one");
            setec.delete(DB);
            rotate("uno");
            time.pass(POLL);
            assertThat(store.secret(DB).text()).isEqualTo("uno");
            rotate("due");
            time.pass(POLL);
            assertThat(store.secret(DB).text()).isEqualTo("due");
            assertThat(version(store, ONE)).isEqualTo("uno");
        }
    }
}
