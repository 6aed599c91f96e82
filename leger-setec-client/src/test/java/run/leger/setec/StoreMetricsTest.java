package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import run.leger.core.NotFoundException;
import run.leger.core.Observer;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.SetecRule;

/** What a store tells an observer: what happened, to which secret if that is wanted, and never a value. */
final class StoreMetricsTest {
    private static final SecretName DB = SecretName.of("prod/db");
    private static final SecretName BETA = SecretName.of("prod/beta");

    private ManualThreads time = new ManualThreads();
    private final FakeSetec fake =
            FakeSetec.builder().identity("one", SetecRule.of("prod/db", "get")).start();
    private final SetecClient setec = SetecClient.create(fake.address("one"));
    private final Map<String, Double> seen = new ConcurrentHashMap<>();
    private final Observer observer = new Observer() {
        @Override
        public void count(String metric, Map<String, String> labels, long by) {
            seen.merge(metric + new TreeMap<>(labels), (double) by, Double::sum);
        }

        @Override
        public void time(String metric, Map<String, String> labels, Duration took) {
            assertThat(took).isGreaterThanOrEqualTo(Duration.ZERO).isLessThan(Duration.ofSeconds(30));
            seen.merge(metric + new TreeMap<>(labels), 1.0, Double::sum);
        }

        @Override
        public void gauge(String metric, Map<String, String> labels, double value) {
            seen.put(metric + new TreeMap<>(labels), value);
        }
    };

    @AfterEach
    void close() {
        setec.close();
        fake.close();
    }

    private SecretStoreBuilder builder() {
        time = new ManualThreads();
        return SecretStore.builder(setec).with(time.supplier(), bound -> bound / 2);
    }

    @Test
    void requests_are_counted_by_kind_and_outcome_and_handle_reads_are_not() {
        fake.put("prod/db", "hunter2".getBytes(UTF_8));
        try (SecretStore store = builder()
                .declare(DB)
                .optional(BETA)
                .allowLookups()
                .cache(new TestCache(), CacheMode.STRICT)
                .observer(observer, NameLabel.NONE)
                .open(Duration.ofMinutes(1))) {
            for (int i = 0; i < 100; i++) {
                store.secret(DB).current();
            }
            assertThat(store.lookup(DB).text()).isEqualTo("hunter2");
            assertThatThrownBy(() -> store.lookup(BETA)).isNotInstanceOf(NotFoundException.class);
            fake.rotate("prod/db", "hunter3".getBytes(UTF_8));
            time.pass(Duration.ofMinutes(90));
            assertThat(seen)
                    .containsEntry("setec.fetches{kind=get, outcome=changed}", 1.0)
                    .containsEntry("setec.fetches{kind=conditional, outcome=changed}", 1.0)
                    .containsEntry("setec.fetches{kind=get, outcome=denied}", 3.0)
                    .containsEntry("setec.lookups{result=hit}", 1.0)
                    .containsEntry("setec.lookups{result=failed}", 1.0)
                    .containsEntry("setec.rotations{}", 1.0)
                    .containsEntry("setec.polls{outcome=partial}", 1.0)
                    .containsEntry("setec.missing{}", 1.0)
                    .containsEntry("setec.failing{}", 1.0)
                    .containsEntry("setec.age.max{}", 1800.0)
                    .containsKey("setec.cache.writes{outcome=ok}");
            assertThat(seen.keySet()).noneMatch(key -> key.contains("prod") || key.contains("hunter"));
        }
    }

    @Test
    void names_are_labels_by_choice_and_can_be_hashed() {
        fake.put("prod/db", "hunter2".getBytes(UTF_8));
        try (SecretStore store =
                builder().declare(DB).observer(observer, NameLabel.HASHED).open(Duration.ofMinutes(1))) {
            String hash = StoreMetrics.hash(DB);
            assertThat(hash).matches("[0-9a-f]{16}");
            assertThat(seen)
                    .containsKey("setec.fetches{kind=get, outcome=changed, secret=" + hash + "}")
                    .containsKey("setec.age{secret=" + hash + "}");
            assertThat(store.health().secrets()).isEqualTo(1);
        }
        seen.clear();
        try (SecretStore store =
                builder().declare(DB).observer(observer, NameLabel.PLAIN).open(Duration.ofMinutes(1))) {
            assertThat(seen).containsKey("setec.age{secret=prod/db}");
            assertThat(store.health().secrets()).isEqualTo(1);
        }
    }

    @Test
    void an_observer_that_throws_stops_nothing() {
        fake.put("prod/db", "one".getBytes(UTF_8));
        Observer bad = new Observer() {
            @Override
            public void count(String metric, Map<String, String> labels, long by) {
                throw new IllegalStateException("full");
            }
        };
        try (SecretStore store =
                builder().declare(DB).observer(bad, NameLabel.PLAIN).open(Duration.ofMinutes(1))) {
            fake.rotate("prod/db", "two".getBytes(UTF_8));
            time.pass(Duration.ofMinutes(66));
            assertThat(store.secret(DB).text()).isEqualTo("two");
        }
    }
}
