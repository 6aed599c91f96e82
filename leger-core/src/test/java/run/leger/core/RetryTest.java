package run.leger.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import run.leger.core.UnavailableException.Reason;

class RetryTest {
    private final List<Duration> waits = new ArrayList<>();
    private final List<Long> bounds = new ArrayList<>();
    private final Retry retry = Retry.standard().with(waits::add, bound -> {
        bounds.add(bound);
        return bound - 1;
    });
    private int calls;

    private String failing(int times, LegerException failure) {
        calls++;
        if (calls <= times) {
            throw failure;
        }
        return "done";
    }

    private static UnavailableException refused() {
        return new UnavailableException(Reason.REFUSED, "nobody listens", null, null);
    }

    @Test
    void a_passing_failure_is_tried_again_after_a_wait_below_a_doubling_bound() {
        assertThat(retry.call(() -> failing(3, refused()))).isEqualTo("done");
        assertThat(bounds).containsExactly(100L, 200L, 400L);
        assertThat(waits).containsExactly(Duration.ofMillis(99), Duration.ofMillis(199), Duration.ofMillis(399));
    }

    @Test
    void the_last_failure_is_thrown_with_the_earlier_ones_in_it() {
        List<LegerException> failures = List.of(refused(), refused(), refused(), refused());
        assertThatThrownBy(() -> retry.call(() -> {
                    throw failures.get(calls++);
                }))
                .isSameAs(failures.get(3))
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(failures.get(2)));
        assertThat(calls).isEqualTo(4);
    }

    @Test
    void a_failure_that_does_not_pass_is_thrown_at_once() {
        assertThatThrownBy(() -> retry.call(() -> failing(9, new NotFoundException("GET /x", 404, "no", null))))
                .isInstanceOf(NotFoundException.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void a_service_that_names_a_time_is_given_it() {
        retry.call(() -> failing(1, new RateLimitedException("GET /x", 429, "slow", Duration.ofSeconds(7))));
        assertThat(waits).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void a_time_above_the_longest_wait_ends_the_tries() {
        assertThatThrownBy(() -> retry.call(
                        () -> failing(1, new RateLimitedException("GET /x", 429, "slow", Duration.ofSeconds(11)))))
                .isInstanceOf(RateLimitedException.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void all_waits_together_stay_within_the_total() {
        Retry bounded =
                retry.withTries(100).withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(10));
        assertThatThrownBy(() -> bounded.call(() -> failing(1000, refused()))).isInstanceOf(UnavailableException.class);
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void the_bound_of_a_wait_never_overflows() {
        Retry slow = retry.withTries(80)
                .withBackoff(Duration.ofDays(365), Duration.ofDays(36_000), Duration.ofDays(10_000_000));
        assertThatThrownBy(() -> slow.call(() -> failing(1000, refused()))).isInstanceOf(UnavailableException.class);
        assertThat(bounds)
                .isSorted()
                .allMatch(bound -> bound <= Duration.ofDays(36_000).toMillis());
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays_set() {
        Retry asleep = Retry.standard().with(Retry.Pause.SLEEP, bound -> bound - 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> asleep.call(() -> failing(1, refused())))
                .isInstanceOf(CallInterruptedException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void waits_are_not_negative_and_there_is_a_first_try() {
        Duration less = Duration.ofMillis(-1);
        assertThatThrownBy(() -> retry.withBackoff(less, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> retry.withTries(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_service_that_asks_for_more_time_than_there_is_is_not_called_again() {
        LegerException forever =
                new RateLimitedException("GET /x", 429, "", Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        assertThatThrownBy(() -> retry.call(() -> {
                    calls++;
                    throw calls == 1 ? refused() : forever;
                }))
                .isSameAs(forever);
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void the_standard_policy_needs_no_module_that_nothing_names() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.base",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RetryOnce.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEqualTo("done\n");
    }

    /** Fails once, in a process of its own. */
    static final class RetryOnce {
        private RetryOnce() {}

        public static void main(String[] args) {
            AtomicInteger calls = new AtomicInteger();
            Retry retry =
                    Retry.standard().withBackoff(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(1));
            System.out.println(retry.call(() -> {
                if (calls.incrementAndGet() == 1) {
                    throw refused();
                }
                return "done";
            }));
        }
    }
}
