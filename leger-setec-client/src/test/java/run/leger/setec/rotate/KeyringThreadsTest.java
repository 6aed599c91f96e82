package run.leger.setec.rotate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.core.CallOptions;
import run.leger.core.SecretBytes;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.VersionedSource;

/** A keyring that many threads ask, in real time. */
@Timeout(30)
final class KeyringThreadsTest {
    private static final SecretName KEY = SecretName.of("prod/db");

    /** Has the versions from 1 to some number, of which the first is active. */
    private static final class Source implements VersionedSource {
        final AtomicInteger versions = new AtomicInteger(1);
        final AtomicInteger asked = new AtomicInteger();
        volatile Runnable onInfo = () -> {};

        @Override
        public SecretInfo info(SecretName name) {
            asked.incrementAndGet();
            onInfo.run();
            StringBuilder all = new StringBuilder("1");
            for (int version = 2; version <= versions.get(); version++) {
                all.append(',').append(version);
            }
            return SecretInfo.parse(
                    "{\"Name\":\"" + name.text() + "\",\"Versions\":[" + all + "],\"ActiveVersion\":1}");
        }

        @Override
        public SecretValue getVersion(SecretName name, SecretVersion version) {
            return new SecretValue(SecretBytes.copyOf(("value " + version).getBytes(UTF_8)), version);
        }

        @Override
        public SecretValue get(SecretName name) {
            return getVersion(name, SecretVersion.of(1));
        }

        @Override
        public VersionedSource with(CallOptions options) {
            return this;
        }

        @Override
        public String description() {
            return "test";
        }
    }

    private final Source source = new Source();

    @Test
    void an_update_ends_though_the_store_notices_changes_all_the_time() throws Exception {
        TestSecret handle = new TestSecret("one");
        AtomicBoolean end = new AtomicBoolean();
        try (Keyring keys = Keyring.builder(source, KEY).following(handle).open()) {
            AtomicInteger changes = new AtomicInteger(1);
            source.onInfo = () -> {
                if (!end.get()) {
                    handle.rotate(changes.incrementAndGet(), "another");
                }
            };
            source.versions.set(2);
            keys.update();
            assertThat(keys.get(SecretVersion.of(2))).isPresent();
            end.set(true);
        }
    }

    @Test
    void all_who_look_for_a_new_version_at_once_find_it_by_one_update() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 500; round++) {
                source.versions.set(1);
                try (Keyring keys = Keyring.builder(source, KEY).onlyWhenAsked().open()) {
                    source.versions.set(2);
                    source.asked.set(0);
                    List<Callable<Boolean>> callers = new ArrayList<>();
                    for (int caller = 0; caller < 8; caller++) {
                        callers.add(() -> keys.find(SecretVersion.of(2)).isPresent());
                    }
                    for (Future<Boolean> found : threads.invokeAll(callers)) {
                        assertThat(found.get()).isTrue();
                    }
                    assertThat(source.asked).hasValue(1);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
