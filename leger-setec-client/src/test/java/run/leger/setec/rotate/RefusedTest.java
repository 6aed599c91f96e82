package run.leger.setec.rotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.setec.SecretUnavailableException;
import run.leger.setec.SecretValue;

/** A credential is refused: fetched once, built once, called once more. */
@Timeout(60)
final class RefusedTest {
    private final ManualTime time = new ManualTime();
    private final TestSecret secret = new TestSecret("one");
    private final CountingObserver observer = new CountingObserver();
    private final List<String> calls = new ArrayList<>();

    /** The other side takes only the value of the server. */
    private String login(String credential) throws IOException {
        calls.add(credential);
        if (!credential.startsWith("2=")) {
            throw new IOException("refused");
        }
        return "in with " + credential;
    }

    private Rotating<Thing> rotating() {
        return Rotating.of(secret, Thing::new)
                .observer(observer, Map.of())
                .with(time, bound -> bound / 2)
                .start();
    }

    private String log(Rotating<Thing> rotating) throws IOException {
        return rotating.callRetryingRefused(thing -> login(thing.use()), RefusedTest::refused);
    }

    private static boolean refused(Exception e) {
        return "refused".equals(e.getMessage());
    }

    @Test
    void it_is_fetched_built_and_called_once_more() throws IOException {
        try (Rotating<Thing> rotating = rotating()) {
            secret.serve(2, "two");
            assertThat(log(rotating)).isEqualTo("in with 2=two");
            assertThat(calls).containsExactly("1=one", "2=two");
            assertThat(secret.refreshes).hasValue(1);
            assertThat(observer.of("setec.refused.calls{}")).isOne();
            assertThat(observer.of("setec.refused.refreshes{outcome=changed}")).isOne();
            assertThat(observer.of("setec.refused.retries{}")).isOne();
        }
    }

    @Test
    void without_another_value_it_is_not_called_again_and_not_fetched_again_for_a_while() {
        try (Rotating<Thing> rotating = rotating()) {
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(
                                () -> rotating.callRetryingRefused(thing -> login(thing.use()), RefusedTest::refused))
                        .isInstanceOf(IOException.class)
                        .hasNoSuppressedExceptions();
            }
            assertThat(calls).hasSize(10);
            assertThat(secret.refreshes).hasValue(1);
            time.pass(Duration.ofSeconds(5));
            assertThatThrownBy(() -> rotating.callRetryingRefused(thing -> login(thing.use()), RefusedTest::refused))
                    .isInstanceOf(IOException.class);
            assertThat(secret.refreshes).hasValue(2);
        }
    }

    @Test
    void another_failure_is_no_refusal() {
        try (Rotating<Thing> rotating = rotating()) {
            assertThatThrownBy(() -> rotating.callRetryingRefused(
                            thing -> {
                                throw new IOException("something else");
                            },
                            RefusedTest::refused))
                    .hasMessage("something else");
            assertThat(secret.refreshes).hasValue(0);
        }
    }

    @Test
    void why_it_was_not_renewed_is_suppressed_in_the_refusal() {
        try (Rotating<Thing> rotating = rotating()) {
            secret.onRefresh = () -> {
                throw new SecretUnavailableException("the server is away", null, null);
            };
            assertThatThrownBy(() -> rotating.callRetryingRefused(thing -> login(thing.use()), RefusedTest::refused))
                    .isInstanceOf(IOException.class)
                    .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("the server is away"));
            assertThat(observer.of("setec.refused.refreshes{outcome=failed}")).isOne();
            assertThat(rotating.state().failures()).isZero();
        }
    }

    @Test
    void a_value_that_was_rotated_meanwhile_is_tried_without_fetching() throws IOException {
        try (Rotating<Thing> rotating = rotating()) {
            String in = rotating.callRetryingRefused(
                    thing -> {
                        String used = thing.use();
                        secret.rotate(2, "two");
                        return login(used);
                    },
                    RefusedTest::refused);
            assertThat(in).isEqualTo("in with 2=two");
            assertThat(secret.refreshes).hasValue(0);
        }
    }

    @Test
    void a_lease_that_was_refused_is_reported_by_hand() {
        try (Rotating<Thing> rotating = rotating()) {
            Lease<Thing> lease = rotating.borrow();
            assertThat(rotating.reportRefused(lease)).isFalse();
            time.pass(Duration.ofSeconds(5));
            secret.serve(2, "two");
            assertThat(rotating.reportRefused(lease)).isTrue();
            lease.close();
        }
    }

    @Test
    void a_secret_used_as_it_is_has_the_same() throws IOException {
        RefusedFeedback feedback = new RefusedFeedback(secret, new Meter(observer, Map.of()), time);
        secret.serve(2, "two");
        Use<SecretValue, String, IOException> call = value -> login(new Thing(value).made);
        String in = feedback.callRetryingRefused(call, RefusedTest::refused);
        assertThat(in).isEqualTo("in with 2=two");
        assertThat(feedback.report(secret.current())).isFalse();
        assertThat(secret.refreshes).hasValue(1);
        secret.rotate(3, "three");
        assertThatThrownBy(() -> feedback.callRetryingRefused(call, RefusedTest::refused))
                .isInstanceOf(IOException.class);
        assertThat(observer.of("setec.refused.retries{}")).isOne();
    }

    @Test
    void a_thousand_refused_callers_cause_one_refresh_and_all_succeed() throws Exception {
        CountDownLatch refused = new CountDownLatch(1000);
        secret.serve(2, "two");
        secret.onRefresh = () -> {
            try {
                refused.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(1000);
        try (Rotating<Thing> rotating =
                Rotating.of(secret, Thing::new).observer(observer, Map.of()).start()) {
            List<Callable<String>> callers = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                callers.add(() -> rotating.callRetryingRefused(
                        thing -> {
                            if (thing.use().startsWith("1=")) {
                                refused.countDown();
                                throw new IOException("refused");
                            }
                            return thing.use();
                        },
                        RefusedTest::refused));
            }
            for (Future<String> answer : threads.invokeAll(callers)) {
                assertThat(answer.get()).isEqualTo("2=two");
            }
            assertThat(secret.refreshes).hasValue(1);
            assertThat(observer.of("setec.rotating.builds{outcome=ok}")).isEqualTo(2);
            assertThat(observer.of("setec.refused.retries{}")).isEqualTo(1000);
        } finally {
            threads.shutdownNow();
        }
    }
}
