package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.testkit.FakeSetec;

/** A clock that is set while a store waits, as at the start of a device: how long it waits is what it was told. */
@Timeout(60)
final class ClockSetTest {
    private static final SecretName DB = SecretName.of("prod/db");
    private static final SecretName KEY = SecretName.of("prod/key");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualThreads time = new ManualThreads();
    private final FakeSetec fake = FakeSetec.start();
    private final Weather weather = new Weather(fake.address(), time);
    private final SetecClient setec = weather.client();

    ClockSetTest() {
        fake.put("prod/db", "one".getBytes(UTF_8));
        fake.put("prod/key", "k".getBytes(UTF_8));
    }

    @AfterEach
    void close() {
        setec.close();
        fake.close();
    }

    private static SecretStoreBuilder builder(SecretSource source, ManualThreads time) {
        return SecretStore.builder(source).with(time.supplier(), bound -> bound / 2);
    }

    private Duration passed() {
        return Duration.ofNanos(time.nanos());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, -8})
    void a_start_waits_as_long_as_it_was_told(int hours) {
        weather.is(Weather.Kind.DOWN);
        time.after(MINUTE, () -> time.setClock(Duration.ofHours(hours)));
        assertThatThrownBy(() -> builder(setec, time).declare(DB).open(LONG))
                .isInstanceOf(SecretsFailedException.class);
        assertThat(passed()).isBetween(LONG.minusSeconds(10), LONG.plusSeconds(1));
    }

    @Test
    void a_start_whose_clock_is_set_forward_goes_on_until_the_server_is_there() {
        weather.is(Weather.Kind.DOWN);
        time.after(MINUTE, () -> time.setClock(Duration.ofDays(365)));
        time.after(MINUTE.multipliedBy(2), () -> weather.is(Weather.Kind.FINE));
        try (SecretStore store = builder(setec, time).declare(DB).open(LONG)) {
            assertThat(store.secret(DB).text()).isEqualTo("one");
            assertThat(passed()).isBetween(MINUTE.multipliedBy(2), LONG);
        }
    }

    @Test
    void a_poll_in_which_the_clock_is_set_forward_asks_for_the_rest_too() {
        Watched source = new Watched(setec);
        try (SecretStore store =
                builder(source, time).declare(DB, KEY).parallelism(1).open(LONG)) {
            fake.rotate("prod/db", "two".getBytes(UTF_8));
            fake.rotate("prod/key", "l".getBytes(UTF_8));
            source.asked = name -> time.setClock(Duration.ofHours(8));
            store.refresh();
            assertThat(store.secret(DB).text()).isEqualTo("two");
            assertThat(store.secret(KEY).text()).isEqualTo("l");
        }
    }

    @Test
    void a_poll_in_which_the_clock_is_set_back_ends_when_it_should() {
        Watched source = new Watched(setec);
        try (SecretStore store = builder(source, time)
                .declare(DB, KEY)
                .parallelism(1)
                .pollDeadline(Duration.ofSeconds(20))
                .open(LONG)) {
            List<SecretName> asked = new ArrayList<>();
            source.asked = name -> {
                asked.add(name);
                time.setClock(Duration.ofHours(-8));
                time.pass(Duration.ofSeconds(20));
            };
            assertThatThrownBy(store::refresh).isInstanceOf(SecretsFailedException.class);
            assertThat(asked).hasSize(1);
        }
    }

    /** A source that says, before it asks, what it is asked for. */
    private static final class Watched implements SecretSource {
        private final SecretSource source;
        private Consumer<SecretName> asked = name -> {};

        Watched(SecretSource source) {
            this.source = source;
        }

        @Override
        public SecretValue get(SecretName name) {
            asked.accept(name);
            return source.get(name);
        }

        @Override
        public String description() {
            return source.description();
        }
    }
}
