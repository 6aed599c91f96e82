package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import run.leger.core.AccessDeniedException;
import run.leger.core.ConnectionLostException;
import run.leger.core.LegerException;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;

/**
 * Random things happen to a store and to its source, and after each of them the store says what a model of a few lines says: a handle serves the
 * last value that the source gave, nothing else, and it is stale exactly when that is too long ago.
 */
final class StoreModelProperties {
    private static final List<SecretName> NAMES =
            List.of(SecretName.of("a"), SecretName.of("b"), SecretName.of("looked-up"), SecretName.of("optional"));
    private static final Duration MOST = Duration.ofHours(3);

    /** A source that answers as it is told, and remembers what it last said of each name. */
    private static final class Model implements VersionedSource {
        private record Version(long number, String text) {}

        private final Map<SecretName, Version> active = new HashMap<>();
        private final Map<SecretName, TreeMap<Long, String>> all = new HashMap<>();
        private final Map<SecretName, LegerException> ill = new HashMap<>();
        private final ManualThreads time;
        private final Map<SecretName, Version> said = new HashMap<>();
        private final Map<SecretName, Instant> saidAt = new HashMap<>();

        Model(ManualThreads time) {
            this.time = time;
        }

        void activate(SecretName name, long number, String text) {
            TreeMap<Long, String> versions = all.computeIfAbsent(name, unused -> new TreeMap<>());
            versions.putIfAbsent(number, text);
            active.put(name, new Version(number, versions.get(number)));
        }

        void delete(SecretName name) {
            all.remove(name);
            active.remove(name);
        }

        private Version heard(SecretName name) {
            LegerException failure = ill.get(name);
            if (failure != null) {
                throw failure;
            }
            Version now = active.get(name);
            if (now == null) {
                throw new NotFoundException("get " + name, 404, "not found", null);
            }
            saidAt.put(name, time.now());
            return now;
        }

        private static SecretValue value(Version version) {
            return new SecretValue(SecretBytes.copyOf(version.text.getBytes(UTF_8)), SecretVersion.of(version.number));
        }

        @Override
        public SecretValue get(SecretName name) {
            Version now = heard(name);
            said.put(name, now);
            return value(now);
        }

        @Override
        public Refresh getIfChanged(SecretName name, SecretVersion held) {
            Version now = heard(name);
            if (now.number == held.number()) {
                return new Refresh.Unchanged(held);
            }
            said.put(name, now);
            return new Refresh.Changed(value(now));
        }

        @Override
        public SecretInfo info(SecretName name) {
            Version now = heard(name);
            return SecretInfo.parse("{\"Name\":\"" + name + "\",\"Versions\":"
                    + all.get(name).keySet() + ",\"ActiveVersion\":" + now.number + "}");
        }

        @Override
        public SecretValue getVersion(SecretName name, SecretVersion version) {
            Instant before = saidAt.get(name);
            heard(name);
            saidAt.put(name, before);
            String text = all.get(name).get(version.number());
            if (text == null) {
                throw new NotFoundException("get " + name, 404, "not found", null);
            }
            return value(new Version(version.number(), text));
        }

        @Override
        public void createVersion(SecretName name, SecretVersion version, SecretBytes value) {
            LegerException failure = ill.get(name);
            if (failure != null) {
                throw failure;
            }
            if (all.getOrDefault(name, new TreeMap<>()).containsKey(version.number())) {
                throw new VersionClaimedException("create-version", 412, "version already set");
            }
            activate(name, version.number(), value.use(bytes -> new String(bytes, UTF_8)));
            said.put(name, active.get(name));
            saidAt.put(name, time.now());
        }

        @Override
        public VersionedSource with(run.leger.core.CallOptions options) {
            return this;
        }

        @Override
        public String description() {
            return "a model";
        }
    }

    /** One thing that happens: which one, to which name, and a number for it. */
    record Step(int kind, SecretName name, int number) {}

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Integer> kinds = Arbitraries.frequency(
                Tuple.of(6, 0),
                Tuple.of(2, 1),
                Tuple.of(4, 2),
                Tuple.of(6, 3),
                Tuple.of(10, 4),
                Tuple.of(3, 5),
                Tuple.of(3, 6),
                Tuple.of(3, 7),
                Tuple.of(3, 8),
                Tuple.of(2, 9));
        return net.jqwik.api.Combinators.combine(
                        kinds, Arbitraries.of(NAMES), Arbitraries.integers().between(1, 6))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 400)
    void a_handle_serves_what_the_source_last_said(@ForAll("histories") List<Step> history, @ForAll long seed) {
        ManualThreads time = new ManualThreads();
        Model model = new Model(time);
        TestCache cache = new TestCache();
        model.activate(NAMES.get(0), 1, "a first");
        model.activate(NAMES.get(1), 1, "b first");
        Map<SecretName, SecretVersion> heard = new HashMap<>();
        SecretStore store = open(model, time, cache, seed, heard);
        for (Step step : history) {
            switch (step.kind) {
                case 0 -> model.activate(step.name, step.number, "text " + step.number + " " + time.now());
                case 1 -> model.delete(step.name);
                case 2 ->
                    model.ill.put(
                            step.name,
                            step.number % 2 == 0
                                    ? new AccessDeniedException("get", 403, "access denied", null)
                                    : new ConnectionLostException("lost", null, null));
                case 3 -> model.ill.remove(step.name);
                case 4 -> time.pass(Duration.ofMinutes(step.number * 17L));
                case 5 -> attempt(store::refresh);
                case 6 -> attempt(() -> store.find(step.name).ifPresent(Secret::refresh));
                case 7 ->
                    attempt(() -> {
                        assertThat(store.lookup(step.name).state().version()).isPresent();
                    });
                case 8 ->
                    attempt(() -> {
                        SecretVersion version = SecretVersion.of(step.number);
                        assertThat(store.version(step.name, version).version()).isEqualTo(version);
                    });
                default ->
                    attempt(() -> store.createVersion(
                            step.name,
                            SecretVersion.of(step.number + 6),
                            SecretBytes.copyOf(("made " + time.now()).getBytes(UTF_8))));
            }
            NAMES.forEach(name -> agree(store, model, name, time.now(), heard));
        }
        int before = cache.writes;
        store.close();
        assertThat(cache.writes).isGreaterThan(before);
        NAMES.forEach(name -> {
            Model.@Nullable Version last = model.said.get(name);
            CachedSecret kept = CacheDocument.decode(cache.document).get(name);
            assertThat(kept == null).isEqualTo(last == null || store.find(name).isEmpty());
            if (kept != null && last != null) {
                assertThat(kept.value()).isEqualTo(Model.value(last));
            }
        });
        assertThat(time.isIdle()).isTrue();
    }

    private static SecretStore open(
            Model model, ManualThreads time, TestCache cache, long seed, Map<SecretName, SecretVersion> heard) {
        SecretStore store = SecretStore.builder(model)
                .with(time.supplier(), new Random(seed)::nextLong)
                .declare(NAMES.get(0), SecretPolicy.standard().maxStale(MOST, WhenStale.FAIL))
                .declare(NAMES.get(1))
                .optional(NAMES.get(3))
                .allowLookups()
                .cache(cache, CacheMode.CACHED)
                .open(Duration.ofMinutes(1));
        for (int i : new int[] {0, 1, 3}) {
            store.secret(NAMES.get(i)).onChange(value -> heard.put(NAMES.get(i), value.version()));
        }
        return store;
    }

    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (LegerException e) {
            // The source may be ill, or not have it: what the store serves then is looked at below.
        }
    }

    private static void agree(
            SecretStore store, Model model, SecretName name, Instant now, Map<SecretName, SecretVersion> heard) {
        Secret secret = store.find(name).orElse(null);
        Model.@Nullable Version last = model.said.get(name);
        if (secret == null) {
            assertThat(name).isIn(NAMES.get(2));
            return;
        }
        SecretState state = secret.state();
        if (last == null) {
            assertThat(state.version()).isEmpty();
            assertThatThrownBy(secret::current).isInstanceOf(SecretUnavailableException.class);
            return;
        }
        Instant at = model.saidAt.get(name);
        assertThat(state.version()).contains(SecretVersion.of(last.number));
        assertThat(state.asOf()).contains(at);
        boolean stale = name.equals(NAMES.get(0)) && Duration.between(at, now).compareTo(MOST) > 0;
        assertThat(state.stale()).isEqualTo(stale);
        if (stale) {
            assertThatThrownBy(secret::current).isInstanceOf(SecretUnavailableException.class);
        } else {
            assertThat(secret.current()).isEqualTo(Model.value(last));
        }
        if (heard.containsKey(name)) {
            assertThat(heard).containsEntry(name, SecretVersion.of(last.number));
        }
        if (model.ill.get(name) instanceof AccessDeniedException
                && state.nextAttempt().isPresent()) {
            assertThat(state.nextAttempt().get()).isAfter(now.minus(Duration.ofMinutes(2)));
        }
    }
}
