package run.leger.setec.rotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.core.ClientClosedException;
import run.leger.core.LegerException;
import run.leger.core.Observer;
import run.leger.setec.SecretUnavailableException;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/** A value built from a secret, in virtual time. */
@Timeout(60)
final class RotatingTest {
    private final ManualTime time = new ManualTime();
    private final TestSecret secret = new TestSecret("one");
    private final List<Thing> built = new ArrayList<>();
    private boolean works = true;

    private Thing build(SecretValue value) throws IOException {
        if (!works) {
            throw new IOException("cannot connect with " + value.value().use(String::new));
        }
        Thing thing = new Thing(value);
        built.add(thing);
        return thing;
    }

    private static String served(Rotating<Thing> rotating) {
        return rotating.use(Thing::use);
    }

    private RotatingBuilder<Thing> builder() {
        return Rotating.of(secret, this::build).with(time, bound -> bound / 2);
    }

    @Test
    void a_fixed_value_is_lent_as_any_other_and_stays_its_owners_to_close() {
        Thing thing = new Thing(secret.current());
        Rotating<Thing> fixed = Rotating.fixed(thing);
        assertThat(served(fixed)).isEqualTo("1=one");
        assertThatIllegalStateException()
                .isThrownBy(() -> fixed.callRetryingRefused(
                        value -> {
                            throw new IllegalStateException("refused");
                        },
                        IllegalStateException.class::isInstance))
                .withMessage("refused");
        fixed.close();
        assertThat(thing.isClosed()).isFalse();
        assertThatThrownBy(fixed::borrow).isInstanceOf(ClientClosedException.class);
    }

    @Test
    void a_rotation_is_built_beside_the_old_value_which_is_closed_once_nobody_holds_it() {
        try (Rotating<Thing> rotating = builder().start()) {
            Lease<Thing> lease = rotating.borrow();
            secret.rotate(2, "two");
            assertThat(served(rotating)).isEqualTo("2=two");
            assertThat(lease.value().use()).isEqualTo("1=one");
            assertThat(lease.version()).isEqualTo(SecretVersion.of(1));
            assertThat(rotating.state().retiring()).isOne();
            lease.close();
            lease.close();
            assertThat(built.get(0).isClosed()).isTrue();
            assertThat(rotating.state().retiring()).isZero();
            assertThatIllegalStateException().isThrownBy(lease::value);
            assertThat(time.planned()).isZero();
        }
        assertThat(built).allMatch(thing -> thing.closes.get() == 1);
        assertThat(secret.listeners()).isZero();
    }

    @Test
    void a_smaller_version_is_a_rotation_and_so_is_another_value_under_the_same_one() {
        try (Rotating<Thing> rotating = builder().start()) {
            secret.rotate(5, "five");
            secret.rotate(2, "two");
            secret.rotate(2, "made anew");
            assertThat(served(rotating)).isEqualTo("2=made anew");
            assertThat(built).hasSize(4);
        }
    }

    @Test
    void the_bytes_that_were_lent_are_wiped() {
        AtomicReference<SecretValue> kept = new AtomicReference<>();
        AtomicReference<byte[]> bytes = new AtomicReference<>();
        try (Rotating<String> one = Rotating.<String>of(secret, value -> {
                            kept.set(value);
                            return "x";
                        })
                        .start();
                Rotating<String> two = Rotating.<String>ofBytes(secret, value -> {
                            bytes.set(value);
                            return "y";
                        })
                        .start()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> kept.get().value().copy());
            assertThat(bytes.get()).hasSize(3).containsOnly(0);
            assertThat(one).hasToString("Rotating(prod/db version 1)");
            int length = two.use(String::length);
            assertThat(length).isOne();
        }
        assertThat(secret.text()).isEqualTo("one");
    }

    @Test
    void a_failed_build_is_tried_again_by_itself_while_the_old_value_serves() {
        try (Rotating<Thing> rotating = builder().start()) {
            works = false;
            secret.rotate(2, "two");
            assertThat(served(rotating)).isEqualTo("1=one");
            RotatingState state = rotating.state();
            assertThat(state.failures()).isOne();
            assertThat(state.version()).contains(SecretVersion.of(1));
            assertThat(state.nextAttempt()).contains(time.now().plusMillis(500));
            assertThat(state.lastFailure().orElseThrow())
                    .isInstanceOf(RotationFailedException.class)
                    .hasMessage("prod/db version 2: it could not be built: java.io.IOException");
            assertThat(state.lastFailure().orElseThrow().remedy().orElseThrow()).contains("version 1 is served");
            time.pass(Duration.ofHours(3));
            assertThat(rotating.state().failures()).isGreaterThan(300).isLessThan(400);
            assertThat(Duration.between(
                            time.now(), rotating.state().nextAttempt().orElseThrow()))
                    .isLessThanOrEqualTo(Duration.ofSeconds(30));
            works = true;
            time.pass(Duration.ofSeconds(30));
            assertThat(served(rotating)).isEqualTo("2=two");
            assertThat(rotating.state().failures()).isZero();
            assertThat(rotating.state().lastFailure()).isEmpty();
            assertThat(rotating.state().nextAttempt()).isEmpty();
            assertThat(time.planned()).isZero();
        }
    }

    @Test
    void another_rotation_does_not_wait_for_the_next_attempt_and_going_back_ends_the_failure() {
        try (Rotating<Thing> rotating = builder().start()) {
            works = false;
            secret.rotate(2, "two");
            secret.rotate(3, "three");
            assertThat(rotating.state().failures()).isEqualTo(2);
            assertThat(time.planned()).isOne();
            secret.rotate(1, "one");
            assertThat(rotating.state().failures()).isZero();
            assertThat(rotating.state().nextAttempt()).isEmpty();
            assertThat(built).hasSize(1);
        }
    }

    @Test
    void what_is_not_accepted_is_closed_and_tried_again() {
        List<String> checked = new ArrayList<>();
        try (Rotating<Thing> rotating = builder()
                .checking(thing -> {
                    checked.add(thing.made);
                    if (thing.made.contains("broken")) {
                        throw new IOException(thing.made);
                    }
                    return !thing.made.contains("refused");
                })
                .start()) {
            secret.rotate(2, "refused");
            secret.rotate(3, "broken");
            assertThat(served(rotating)).isEqualTo("1=one");
            assertThat(built.get(1).closes).hasValue(1);
            assertThat(built.get(2).closes).hasValue(1);
            assertThat(rotating.state().lastFailure().orElseThrow())
                    .hasMessage("prod/db version 3: what was built was not accepted: java.io.IOException");
            assertThat(checked).containsExactly("1=one", "2=refused", "3=broken");
        }
    }

    @Test
    void no_error_of_the_program_repeats_the_secret() {
        works = false;
        TestSecret planted = new TestSecret("hunter2-planted");
        Throwable thrown = catchThrowable(() -> Rotating.of(planted, value -> {
                    try {
                        return build(value);
                    } catch (IOException e) {
                        IllegalStateException outer = new IllegalStateException(e.getMessage(), e);
                        outer.addSuppressed(new IOException(e.getMessage()));
                        throw outer;
                    }
                })
                .start());
        StringWriter all = new StringWriter();
        thrown.printStackTrace(new PrintWriter(all));
        assertThat(all.toString())
                .contains("java.lang.IllegalStateException", "java.io.IOException", "RotatingTest.build")
                .doesNotContain("hunter2");
        assertThat(planted.listeners()).isZero();
    }

    @Test
    void an_error_of_ours_is_kept_as_it_is() {
        assertThatThrownBy(() -> Rotating.of(secret, value -> {
                            throw new SecretUnavailableException("no other", null, null);
                        })
                        .start())
                .isInstanceOf(RotationFailedException.class)
                .cause()
                .hasMessage("no other");
    }

    @Test
    @SuppressWarnings("NullAway") // what a program may give all the same
    void the_first_build_fails_the_start_and_a_secret_without_value_too() {
        works = false;
        assertThatThrownBy(() -> builder().start()).isInstanceOf(RotationFailedException.class);
        assertThatThrownBy(() -> Rotating.of(new TestSecret(null), Thing::new).start())
                .isInstanceOf(SecretUnavailableException.class);
        assertThatThrownBy(() -> Rotating.of(secret, value -> (Thing) null).start())
                .hasMessageContaining("nothing was built");
        assertThat(time.planned()).isZero();
        assertThat(secret.listeners()).isZero();
    }

    @Test
    void a_lazy_one_is_built_for_the_first_borrower_and_by_itself_after_a_failure() {
        try (Rotating<Thing> rotating = builder().startLazily()) {
            secret.rotate(2, "two");
            assertThat(built).isEmpty();
            works = false;
            assertThatThrownBy(rotating::borrow).isInstanceOf(RotationFailedException.class);
            assertThatThrownBy(rotating::borrow).isInstanceOf(RotationFailedException.class);
            assertThat(rotating.state().failures()).isOne();
            works = true;
            time.pass(Duration.ofSeconds(1));
            assertThat(served(rotating)).isEqualTo("2=two");
        }
    }

    @Test
    void the_old_value_can_be_borrowed_during_its_grace_period() {
        try (Rotating<Thing> rotating = builder().grace(Duration.ofMinutes(5)).start()) {
            assertThat(rotating.borrowPrevious()).isEmpty();
            secret.rotate(2, "two");
            time.pass(Duration.ofMinutes(4));
            try (Lease<Thing> before = rotating.borrowPrevious().orElseThrow()) {
                assertThat(before.value().use()).isEqualTo("1=one");
                time.pass(Duration.ofMinutes(1));
                assertThat(rotating.borrowPrevious()).isEmpty();
                assertThat(before.value().use()).isEqualTo("1=one");
            }
            assertThat(built.get(0).isClosed()).isTrue();
            assertThat(time.planned()).isZero();
        }
    }

    @Test
    void a_borrower_who_never_comes_back_does_not_keep_it_open_for_ever() {
        CountingObserver observer = new CountingObserver();
        try (Rotating<Thing> rotating = builder()
                .grace(Duration.ofMinutes(5))
                .forceCloseAfter(Duration.ofMinutes(10))
                .observer(observer, Map.of("what", "thing"))
                .start()) {
            Lease<Thing> lost = rotating.borrow();
            secret.rotate(2, "two");
            time.pass(Duration.ofMinutes(14));
            assertThat(lost.value().use()).isEqualTo("1=one");
            time.pass(Duration.ofMinutes(1));
            assertThat(built.get(0).isClosed()).isTrue();
            assertThatIllegalStateException().isThrownBy(lost::value).withMessageContaining("by force");
            lost.close();
            assertThat(built.get(0).closes).hasValue(1);
            assertThat(observer.of("setec.rotating.forced{what=thing}")).isOne();
            assertThat(observer.of("setec.rotating.rotations{what=thing}")).isEqualTo(2);
        }
    }

    @Test
    void close_waits_for_borrowers_and_then_closes_by_force() {
        Rotating<Thing> rotating = builder()
                .grace(Duration.ofHours(1))
                .closeWait(Duration.ofSeconds(7))
                .start();
        Lease<Thing> lease = rotating.borrow();
        secret.rotate(2, "two");
        var before = time.now();
        rotating.close();
        rotating.close();
        assertThat(time.now()).isEqualTo(before.plusSeconds(7));
        assertThat(built).allMatch(thing -> thing.closes.get() == 1);
        lease.close();
        assertThatThrownBy(rotating::borrow).isInstanceOf(ClientClosedException.class);
        assertThat(rotating.borrowPrevious()).isEmpty();
        secret.rotate(3, "three");
        assertThat(built).hasSize(2);
        assertThat(rotating.state().closed()).isTrue();
        assertThat(time.planned()).isZero();
    }

    @Test
    void listeners_and_subscribers_hear_of_each_rotation_and_failure() throws Exception {
        List<Rotation> rotations = new ArrayList<>();
        List<LegerException> failures = new ArrayList<>();
        List<String> flow = new ArrayList<>();
        Rotating<Thing> rotating = builder().start();
        rotating.onRotation(rotation -> {
            throw new IllegalStateException("a listener's own");
        });
        var subscription = rotating.onRotation(rotations::add);
        rotating.onFailure(failures::add);
        rotating.rotations().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription s) {
                s.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Rotation rotation) {
                flow.add(rotation.now().toString());
            }

            @Override
            public void onError(Throwable error) {
                flow.add("error");
            }

            @Override
            public void onComplete() {
                flow.add("end");
            }
        });
        secret.rotate(2, "two");
        works = false;
        secret.rotate(3, "three");
        assertThat(rotations).singleElement().satisfies(rotation -> {
            assertThat(rotation.before()).contains(SecretVersion.of(1));
            assertThat(rotation.now()).isEqualTo(SecretVersion.of(2));
        });
        assertThat(failures).hasSize(1);
        subscription.close();
        works = true;
        time.pass(Duration.ofSeconds(1));
        assertThat(rotations).hasSize(1);
        rotating.close();
        assertThat(flow).isEqualTo(Arrays.asList("2", "3", "end"));
    }

    @Test
    void a_build_that_gives_the_same_value_again_closes_nothing() {
        Thing[] one = new Thing[1];
        try (Rotating<Thing> rotating = Rotating.<Thing>of(
                        secret, value -> one[0] = one[0] == null ? build(value) : one[0])
                .with(time, bound -> bound / 2)
                .start()) {
            secret.rotate(2, "two");
            assertThat(served(rotating)).isEqualTo("1=one");
            assertThat(rotating.state().version()).contains(SecretVersion.of(2));
        }
        assertThat(one[0].closes).hasValue(1);
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().grace(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().forceCloseAfter(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().backoff(Duration.ZERO, Duration.ofSeconds(1)));
    }

    @Test
    void what_a_value_throws_when_it_is_closed_stops_nothing() {
        CountingObserver observer = new CountingObserver();
        try (Rotating<Thing> rotating = builder()
                .closing(thing -> {
                    thing.close();
                    throw new IOException("closing");
                })
                .observer(observer, Map.of())
                .start()) {
            secret.rotate(2, "two");
            assertThat(served(rotating)).isEqualTo("2=two");
            assertThat(observer.of("setec.rotating.close.failures{}")).isOne();
            assertThat(rotating.state().retiring()).isZero();
        }
    }

    @Test
    void an_error_of_a_listener_or_of_the_observer_stops_nothing() {
        List<SecretVersion> heard = new ArrayList<>();
        List<LegerException> failures = new ArrayList<>();
        Observer broken = new Observer() {
            @Override
            public void count(String metric, Map<String, String> labels, long by) {
                throw new NoClassDefFoundError("a metrics library");
            }

            @Override
            public void time(String metric, Map<String, String> labels, Duration took) {
                throw new NoClassDefFoundError("a metrics library");
            }
        };
        try (Rotating<Thing> rotating = builder().observer(broken, Map.of()).start()) {
            rotating.onRotation(rotation -> {
                throw new AssertionError("a listener's own");
            });
            rotating.onRotation(rotation -> heard.add(rotation.now()));
            rotating.onFailure(failures::add);
            secret.rotate(2, "two");
            works = false;
            secret.rotate(3, "three");
            works = true;
            time.pass(Duration.ofSeconds(1));
            assertThat(served(rotating)).isEqualTo("3=three");
            assertThat(heard).containsExactly(SecretVersion.of(2), SecretVersion.of(3));
            assertThat(failures).hasSize(1);
        }
    }

    @Test
    void times_that_are_too_long_to_count_are_as_good_as_never() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        try (Rotating<Thing> rotating = Rotating.of(secret, this::build)
                .grace(forever)
                .forceCloseAfter(forever)
                .closeWait(forever)
                .patience(forever)
                .refreshAtMostEvery(forever)
                .backoff(forever, forever)
                .start()) {
            secret.serve(2, "two");
            Lease<Thing> refused = rotating.borrow();
            refused.close();
            assertThat(rotating.reportRefused(refused)).isTrue();
            assertThat(served(rotating)).isEqualTo("2=two");
            try (Lease<Thing> before = rotating.borrowPrevious().orElseThrow()) {
                assertThat(before.value().use()).isEqualTo("1=one");
            }
        }
        assertThat(built).allMatch(thing -> thing.closes.get() == 1);
    }

    @Test
    void an_interrupt_during_the_first_build_is_kept() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Rotating.of(secret, value -> {
                                Thread.sleep(60_000);
                                return "";
                            })
                            .start())
                    .isInstanceOf(RotationFailedException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
