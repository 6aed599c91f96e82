package run.leger.setec.rotate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.core.NotFoundException;
import run.leger.setec.SecretName;
import run.leger.setec.SecretStore;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.testkit.FakeSetec;

/** Rotating values on the store's own handles, over a real socket. */
@Timeout(60)
final class StoreRotationTest {
    private static final SecretName DB = SecretName.of("prod/db");

    private final FakeSetec fake = FakeSetec.start();
    private final SetecClient setec = SetecClient.create(fake.address());

    @AfterEach
    void close() {
        setec.close();
        fake.close();
    }

    private SecretStore open() {
        fake.put("prod/db", "one".getBytes(UTF_8));
        return SecretStore.builder(setec).declare(DB).open(Duration.ofSeconds(30));
    }

    @Test
    void what_is_built_and_a_keyring_follow_the_stores_poll() throws Exception {
        try (SecretStore store = open();
                Rotating<Thing> rotating =
                        Rotating.of(store.secret(DB), Thing::new).start();
                Keyring keys = Keyring.builder(setec, DB)
                        .following(store.secret(DB))
                        .onlyWhenAsked()
                        .open()) {
            CountDownLatch rotated = new CountDownLatch(1);
            rotating.onRotation(rotation -> rotated.countDown());
            Lease<Thing> old = rotating.borrow();
            fake.rotate("prod/db", "two".getBytes(UTF_8));
            store.refresh();
            rotated.await();
            String now = rotating.use(Thing::use);
            assertThat(now).isEqualTo("2=two");
            assertThat(old.value().use()).isEqualTo("1=one");
            old.close();
            while (keys.get(SecretVersion.of(2)).isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_thousand_refused_callers_are_one_request_to_the_server() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(1000);
        try (SecretStore store = open();
                Rotating<Thing> rotating =
                        Rotating.of(store.secret(DB), Thing::new).start()) {
            fake.rotate("prod/db", "two".getBytes(UTF_8));
            int before = fake.server("admin").requests().size();
            List<Callable<String>> callers = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                callers.add(() -> rotating.callRetryingRefused(
                        thing -> {
                            if (thing.use().startsWith("1=")) {
                                throw new IOException("refused");
                            }
                            return thing.use();
                        },
                        IOException.class::isInstance));
            }
            for (Future<String> answer : threads.invokeAll(callers)) {
                assertThat(answer.get()).isEqualTo("2=two");
            }
            assertThat(fake.server("admin").requests()).hasSize(before + 1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_secret_that_was_deleted_is_served_on_and_the_refused_hear_why() {
        try (SecretStore store = open();
                Rotating<Thing> rotating =
                        Rotating.of(store.secret(DB), Thing::new).start()) {
            setec.delete(DB);
            assertThatThrownBy(() -> rotating.callRetryingRefused(
                            thing -> {
                                throw new IOException("refused");
                            },
                            IOException.class::isInstance))
                    .hasMessage("refused")
                    .satisfies(
                            e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(NotFoundException.class));
            String served = rotating.use(Thing::use);
            assertThat(served).isEqualTo("1=one");
            assertThat(rotating.state().failures()).isZero();
        }
    }
}
