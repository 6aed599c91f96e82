package run.leger.tailscale.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import run.leger.core.ApiException;
import run.leger.core.RateLimitedException;

class RenewalPlanProperties {
    private static final Duration HOUR = Duration.ofHours(1);

    /** {@code chance} is between nothing and almost all of what is left to chance. */
    private static RenewalPlan plan(long minutes, int chance) {
        return new RenewalPlan(
                minutes == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes)),
                bound -> Math.min(bound - 1, bound * chance / 100));
    }

    @Property
    void a_due_certificate_is_asked_for_with_more_life_than_it_has_and_never_with_all_there_is(
            @ForAll @LongRange(min = 1, max = 6_000_000) long life,
            @ForAll @LongRange(max = 9_000_000) long wanted,
            @ForAll @IntRange(max = 100) int chance) {
        RenewalPlan plan = plan(wanted, chance);
        Instant notBefore = Instant.parse("2026-11-25T00:00:00Z");
        Instant notAfter = notBefore.plus(Duration.ofMinutes(life));
        Duration margin = plan.margin(notBefore, notAfter);
        Instant due = plan.due(notAfter, margin);
        assertThat(due).isAfter(notBefore).isBeforeOrEqualTo(notAfter.minus(margin));
        Duration left = Duration.between(due, notAfter);
        assertThat(plan.ask(margin, due, due))
                .isGreaterThan(left)
                .isLessThan(Duration.ofMinutes(life).multipliedBy(6).dividedBy(10));
        assertThat(plan.ask(margin, due, due.minusMillis(1))).isLessThanOrEqualTo(left);
    }

    @Property
    void waits_after_an_answer_end_before_the_certificate_is_due_and_never_loop(
            @ForAll @LongRange(min = -10, max = 1000000) long minutesToDue, @ForAll @IntRange(max = 100) int chance) {
        Instant now = Instant.parse("2026-11-25T00:00:00Z");
        Instant due = now.plus(Duration.ofMinutes(minutesToDue));
        Duration wait = plan(0, chance).waitAfterSuccess(due, now);
        assertThat(wait).isLessThanOrEqualTo(Duration.ofHours(12)).isPositive();
        if (minutesToDue > 1) {
            assertThat(now.plus(wait)).isBeforeOrEqualTo(due);
        } else {
            assertThat(wait).isGreaterThanOrEqualTo(Duration.ofMinutes(45));
        }
    }

    @Property
    void waits_after_failures_grow_to_an_hour_and_are_never_short(
            @ForAll @IntRange(min = 1, max = 1000) int failures, @ForAll @IntRange(max = 100) int chance) {
        Duration wait = plan(0, chance).waitAfterFailure(new ApiException("GET cert", 500, "no", null), failures);
        assertThat(wait).isGreaterThanOrEqualTo(Duration.ofSeconds(30)).isLessThanOrEqualTo(HOUR);
        if (failures > 6) {
            assertThat(wait).isGreaterThanOrEqualTo(Duration.ofMinutes(30));
        }
    }

    @Property
    void what_the_authority_says_is_kept(
            @ForAll @LongRange(max = 10_000_000) long seconds, @ForAll @IntRange(max = 100) int chance) {
        Duration told = Duration.ofSeconds(seconds);
        RateLimitedException limited = new RateLimitedException("GET cert", 429, "slow down", told);
        assertThat(plan(0, chance).waitAfterFailure(limited, 1)).isGreaterThanOrEqualTo(told);
    }
}
