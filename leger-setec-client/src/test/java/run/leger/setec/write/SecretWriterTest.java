package run.leger.setec.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import run.leger.core.AccessDeniedException;
import run.leger.core.CallInterruptedException;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.core.Transport;
import run.leger.core.UnavailableException;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.setec.write.FaultyTransport.Fault;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.SetecRule;

/** Writes of several calls on the fake's real socket: what they do, what stops them, and what they say then. */
class SecretWriterTest {
    private static final SecretName NAME = SecretName.of("prod/db");

    private final FakeSetec fake = FakeSetec.builder()
            .identity("blind", SetecRule.of("*", "put", "activate"))
            .identity("nobody")
            .identity("noget", SetecRule.of("*", "info", "put", "activate"))
            .start();
    private final SetecClient setec = SetecClient.create(fake.address());
    private final FaultyTransport transport = new FaultyTransport(Transport.http(fake.address()));
    private final SetecClient faulty =
            SetecClient.builder(fake.address()).transport(transport).build();
    private final SecretWriter writer = SecretWriter.of(faulty);

    @AfterEach
    void close() {
        Thread.interrupted();
        setec.close();
        faulty.close();
        fake.close();
    }

    private static SecretBytes secret(String text) {
        return SecretBytes.copyOf(text.getBytes(UTF_8));
    }

    private static SecretVersion v(long number) {
        return SecretVersion.of(number);
    }

    private void store(String name, String... values) {
        for (String value : values) {
            fake.rotate(name, value.getBytes(UTF_8));
        }
    }

    /** The active value with its version, and all versions. */
    private String state(String name) {
        try (SecretValue value = setec.get(SecretName.of(name))) {
            SecretInfo info = setec.info(SecretName.of(name));
            return value.version() + "=" + new String(value.value().copy(), UTF_8) + " of " + info.versions();
        }
    }

    private static List<Fault> failingAt(int call, Fault fault) {
        List<Fault> faults = new java.util.ArrayList<>(Collections.nCopies(call, Fault.NONE));
        faults.add(fault);
        return faults;
    }

    @Test
    void a_value_is_stored_and_active() {
        assertThat(writer.putAndActivate(NAME, secret("one"), Expect.absent())).isEqualTo(v(1));
        assertThat(writer.putAndActivate(NAME, secret("two"), Expect.version(1)))
                .isEqualTo(v(2));
        assertThat(writer.putAndActivate(NAME, secret("three"), Expect.anything()))
                .isEqualTo(v(3));
        assertThat(writer.putAndActivate(NAME, secret("three"), Expect.version(3)))
                .isEqualTo(v(3));
        assertThat(state("prod/db")).isEqualTo("3=three of [1, 2, 3]");
    }

    @Test
    void what_is_not_expected_is_a_conflict_and_nothing_is_sent() {
        store("prod/db", "one", "two");
        for (Expect wrong : List.of(Expect.absent(), Expect.version(1), Expect.version(3))) {
            WriteConflictException e = catchThrowableOfType(
                    WriteConflictException.class, () -> writer.putAndActivate(NAME, secret("hunter2"), wrong));
            assertThat(e.progress().isUntouched()).isTrue();
            assertThat(e).hasMessageContaining("found version 2").hasMessageNotContaining("hunter2");
            assertThat(e.name()).isEqualTo(NAME);
        }
        assertThatThrownBy(() -> writer.putAndActivate(SecretName.of("new"), secret("x"), Expect.version(1)))
                .isInstanceOf(WriteConflictException.class)
                .hasMessageContaining("found no secret");
        assertThat(transport.targets()).containsOnly("/api/info");
        assertThatThrownBy(() -> Expect.version(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_plan_says_what_it_will_do_and_changes_nothing() {
        store("prod/db", "one", "two");
        try (SecretBytes value = secret("hunter2")) {
            WritePlan plan = writer.planPutAndActivate(NAME, value, Expect.anything());
            assertThat(plan).hasToString("put prod/db\nactivate prod/db (the new version) instead of 2");
            assertThat(writer.planPutAndActivate(SecretName.of("new"), value, Expect.anything()))
                    .hasToString("create new");
            assertThat(writer.planRotate(NAME, () -> secret("x"), any -> true))
                    .hasToString("put prod/db\nactivate prod/db (the new version) instead of 2\nverify prod/db");
            assertThat(transport.targets()).containsOnly("/api/info");
            assertThat(state("prod/db")).isEqualTo("2=two of [1, 2]");

            assertThat(plan.apply())
                    .extracting(WriteStep::text)
                    .containsExactly("put prod/db version 3", "activate prod/db version 3 instead of 2");
            assertThatThrownBy(plan::apply).isInstanceOf(WriteConflictException.class);
        }
    }

    @Test
    void another_writer_between_plan_and_storing_stops_it_before_anything_is_done() {
        store("prod/db", "one");
        transport.before(1, () -> store("prod/db", "theirs"));

        WriteConflictException e = catchThrowableOfType(
                WriteConflictException.class, () -> writer.putAndActivate(NAME, secret("mine"), Expect.version(1)));

        assertThat(e.progress().isUntouched()).isTrue();
        assertThat(state("prod/db")).isEqualTo("2=theirs of [1, 2]");
    }

    @Test
    void another_writer_between_storing_and_activating_is_left_alone_and_the_error_says_what_is_stored() {
        store("prod/db", "one");
        transport.before(3, () -> store("prod/db", "theirs"));

        WriteConflictException e = catchThrowableOfType(
                WriteConflictException.class, () -> writer.putAndActivate(NAME, secret("mine"), Expect.version(1)));

        assertThat(e.progress().done()).extracting(WriteStep::text).containsExactly("put prod/db version 2");
        assertThat(e.progress().notDone()).hasSize(1);
        assertThat(e.remedy().orElseThrow()).contains("activate version 2 of prod/db");
        assertThat(state("prod/db")).isEqualTo("3=theirs of [1, 2, 3]");
    }

    @Test
    void another_writer_right_after_is_told() {
        store("prod/db", "one");
        transport.before(5, () -> store("prod/db", "theirs"));

        assertThatThrownBy(() -> writer.putAndActivate(NAME, secret("mine"), Expect.version(1)))
                .isInstanceOfSatisfying(
                        WriteConflictException.class,
                        e -> assertThat(e.progress().notDone()).isEmpty());
        assertThat(state("prod/db")).isEqualTo("3=theirs of [1, 2, 3]");
    }

    @Test
    void another_writer_who_creates_the_secret_meanwhile_is_noticed() {
        transport.before(2, () -> store("prod/db", "theirs"));

        assertThatThrownBy(() -> writer.putAndActivate(NAME, secret("mine"), Expect.absent()))
                .isInstanceOf(WriteConflictException.class);
        assertThat(state("prod/db")).isEqualTo("1=theirs of [1, 2]");
    }

    @Test
    void a_lost_answer_is_looked_up_so_that_the_error_is_exact() {
        store("prod/db", "one");
        transport.faults(failingAt(2, Fault.ANSWER_LOST));
        PartialWriteException stored = catchThrowableOfType(
                PartialWriteException.class, () -> writer.putAndActivate(NAME, secret("two"), Expect.version(1)));
        assertThat(stored.progress().done()).extracting(WriteStep::text).containsExactly("put prod/db version 2");
        assertThat(stored.progress().uncertain()).isEmpty();
        assertThat(stored.remedy().orElseThrow())
                .contains("to finish activate version 2 of prod/db, to undo delete that version");

        transport.targets().clear();
        transport.faults(failingAt(2, Fault.REQUEST_LOST));
        PartialWriteException unseen = catchThrowableOfType(
                PartialWriteException.class, () -> writer.putAndActivate(NAME, secret("three"), Expect.version(1)));
        assertThat(unseen.progress().done()).isEmpty();
        assertThat(unseen.progress().uncertain()).isPresent();
        assertThat(unseen.remedy().orElseThrow()).contains("ask info");

        transport.targets().clear();
        transport.faults(failingAt(4, Fault.ANSWER_LOST));
        PartialWriteException active = catchThrowableOfType(
                PartialWriteException.class, () -> writer.putAndActivate(NAME, secret("two"), Expect.version(1)));
        assertThat(active.progress().notDone()).isEmpty();
        assertThat(active.remedy().orElseThrow()).contains("to undo activate version 1 of prod/db again");
    }

    @Test
    void what_never_reached_the_server_is_the_failure_itself() {
        store("prod/db", "one");
        transport.faults(failingAt(2, Fault.REFUSED));
        assertThatThrownBy(() -> writer.putAndActivate(NAME, secret("two"), Expect.version(1)))
                .isInstanceOf(UnavailableException.class);
        try (SetecClient nobody = SetecClient.create(fake.address("nobody"))) {
            assertThatThrownBy(() -> SecretWriter.of(nobody).putAndActivate(NAME, secret("two"), Expect.anything()))
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void who_may_not_look_can_write_without_a_guard_and_cannot_expect() {
        store("prod/db", "one");
        try (SetecClient blind = SetecClient.create(fake.address("blind"))) {
            assertThat(SecretWriter.of(blind).putAndActivate(NAME, secret("two"), Expect.anything()))
                    .isEqualTo(v(2));
            assertThat(state("prod/db")).isEqualTo("2=two of [1, 2]");
            assertThatThrownBy(() -> SecretWriter.of(blind).putAndActivate(NAME, secret("x"), Expect.version(2)))
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void a_rotation_that_verifies_stands() {
        store("prod/db", "one");
        assertThat(writer.rotate(NAME, () -> secret("two"), value -> {
                    assertThat(state("prod/db")).startsWith("2=two");
                    return value.version().equals(v(2)) && value.value().equals(secret("two"));
                }))
                .isEqualTo(v(2));
        assertThat(state("prod/db")).isEqualTo("2=two of [1, 2]");
        assertThat(writer.rotate(SecretName.of("new"), () -> secret("x"), any -> true))
                .isEqualTo(v(1));
    }

    @Test
    void a_rotation_that_does_not_verify_is_undone() {
        store("prod/db", "one");
        RotationRolledBackException e = catchThrowableOfType(
                RotationRolledBackException.class, () -> writer.rotate(NAME, () -> secret("two"), any -> false));
        assertThat(e.progress().done()).extracting(WriteStep::text).containsExactly("put prod/db version 2");
        assertThat(e.progress().notDone()).hasSize(2);
        assertThat(state("prod/db")).isEqualTo("1=one of [1, 2]");

        Predicate<SecretValue> throwing = value -> {
            throw new IllegalStateException(new String(value.value().copy(), UTF_8));
        };
        assertThatThrownBy(() -> writer.rotate(NAME, () -> secret("hunter2"), throwing))
                .isInstanceOf(RotationRolledBackException.class)
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> writer.rotate(NAME, () -> secret("four"), value -> {
                    throw new AssertionError("no");
                }))
                .isInstanceOf(AssertionError.class);
        assertThat(state("prod/db")).startsWith("1=one");
    }

    @Test
    void a_new_secret_that_does_not_verify_is_gone_again() {
        RotationRolledBackException e = catchThrowableOfType(
                RotationRolledBackException.class, () -> writer.rotate(NAME, () -> secret("one"), any -> false));
        assertThat(e.progress().isUntouched()).isTrue();
        assertThatThrownBy(() -> setec.get(NAME)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void a_new_secret_to_which_another_writer_has_added_is_not_deleted() {
        assertThatThrownBy(() -> writer.rotate(NAME, () -> secret("one"), any -> {
                    fake.put("prod/db", "theirs".getBytes(UTF_8));
                    return false;
                }))
                .isInstanceOf(WriteConflictException.class);
        assertThat(state("prod/db")).isEqualTo("1=one of [1, 2]");
    }

    @Test
    void an_interrupt_while_it_is_verified_rolls_back_and_stays_set() {
        store("prod/db", "one");
        assertThatThrownBy(() -> writer.rotate(NAME, () -> secret("two"), any -> {
                    Thread.currentThread().interrupt();
                    return !Thread.currentThread().isInterrupted();
                }))
                .isInstanceOf(RotationRolledBackException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(state("prod/db")).isEqualTo("1=one of [1, 2]");

        transport.targets().clear();
        transport.faults(failingAt(4, Fault.INTERRUPTED));
        Throwable e =
                catchThrowableOfType(Throwable.class, () -> writer.rotate(NAME, () -> secret("three"), any -> true));
        assertThat(e).hasCauseInstanceOf(CallInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(state("prod/db")).startsWith("1=one");
    }

    @Test
    void a_version_that_another_writer_activated_during_verification_is_left_alone() {
        store("prod/db", "one");
        assertThatThrownBy(() -> writer.rotate(NAME, () -> secret("two"), any -> {
                    store("prod/db", "theirs");
                    return false;
                }))
                .isInstanceOf(WriteConflictException.class);
        assertThat(state("prod/db")).startsWith("3=theirs");
    }

    @Test
    void a_rollback_whose_answer_was_lost_is_looked_up() {
        store("prod/db", "one");
        transport.faults(failingAt(7, Fault.ANSWER_LOST));

        RotationRolledBackException e = catchThrowableOfType(
                RotationRolledBackException.class, () -> writer.rotate(NAME, () -> secret("two"), any -> false));

        assertThat(e.progress().done()).extracting(WriteStep::text).containsExactly("put prod/db version 2");
        assertThat(e.progress().notDone()).hasSize(2);
        assertThat(state("prod/db")).startsWith("1=one");
    }

    @Test
    void a_rollback_that_another_writer_did_is_no_activation_that_stands() {
        store("prod/db", "one");

        RotationRolledBackException e = catchThrowableOfType(
                RotationRolledBackException.class,
                () -> writer.rotate(NAME, () -> secret("two"), any -> {
                    setec.activate(NAME, v(1));
                    return false;
                }));

        assertThat(e.progress().done()).extracting(WriteStep::text).containsExactly("put prod/db version 2");
    }

    @Test
    void a_rollback_of_which_nobody_knows_leaves_the_activation_uncertain() {
        store("prod/db", "one");
        List<Fault> faults = failingAt(7, Fault.ANSWER_LOST);
        faults.add(Fault.GONE);
        transport.faults(faults);

        PartialWriteException e = catchThrowableOfType(
                PartialWriteException.class, () -> writer.rotate(NAME, () -> secret("two"), any -> false));

        assertThat(e.progress().done()).extracting(WriteStep::text).containsExactly("put prod/db version 2");
        assertThat(e.progress().uncertain().orElseThrow().text()).isEqualTo("activate prod/db version 2 instead of 1");
        assertThat(e.remedy().orElseThrow()).contains("ask info of prod/db");
        assertThat(state("prod/db")).startsWith("1=one");
    }

    @Test
    void an_interrupt_during_the_rollback_does_not_end_it() {
        store("prod/db", "one");
        transport.faults(failingAt(7, Fault.INTERRUPTED));

        assertThatThrownBy(() -> writer.rotate(NAME, () -> secret("two"), any -> false))
                .isInstanceOf(RotationRolledBackException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(state("prod/db")).startsWith("1=one");
    }

    @Test
    void a_rollback_that_fails_is_told_with_what_is_active() {
        store("prod/db", "one");
        transport.before(6, () -> transport.faults(failingAt(6, Fault.GONE)));

        PartialWriteException e = catchThrowableOfType(
                PartialWriteException.class, () -> writer.rotate(NAME, () -> secret("two"), any -> false));

        assertThat(e.progress().done()).hasSize(2);
        assertThat(e.remedy().orElseThrow()).contains("to undo activate version 1 of prod/db again");
        assertThat(e.getSuppressed()).hasSize(1);
        assertThat(state("prod/db")).startsWith("2=two");
    }

    @Test
    void nothing_is_made_where_the_secret_cannot_be_looked_at() {
        try (SetecClient nobody = SetecClient.create(fake.address("nobody"))) {
            assertThatThrownBy(() -> SecretWriter.of(nobody)
                            .rotate(
                                    NAME,
                                    () -> {
                                        throw new AssertionError("made");
                                    },
                                    any -> true))
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void a_prune_keeps_the_active_the_highest_and_the_named() {
        store("prod/db", "1", "2", "3", "4", "5", "6");
        setec.activate(NAME, v(2));
        WritePlan plan = writer.planPrune(NAME, Keep.highest(2).and(v(3)));
        assertThat(plan).hasToString("delete prod/db version 1\ndelete prod/db version 4");
        assertThat(state("prod/db")).isEqualTo("2=2 of [1, 2, 3, 4, 5, 6]");

        assertThat(writer.prune(NAME, Keep.highest(2).and(v(3)))).containsExactly(v(1), v(4));
        assertThat(state("prod/db")).isEqualTo("2=2 of [2, 3, 5, 6]");
        assertThat(writer.prune(NAME, Keep.activeOnly())).containsExactly(v(3), v(5), v(6));
        assertThat(writer.prune(NAME, Keep.activeOnly())).isEmpty();
        assertThat(writer.planPrune(NAME, Keep.activeOnly())).hasToString("nothing to do");
        assertThatThrownBy(() -> Keep.highest(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.prune(SecretName.of("none"), Keep.activeOnly()))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void a_version_that_is_activated_while_it_is_pruned_stays() {
        store("prod/db", "1", "2", "3");
        transport.before(3, () -> setec.activate(NAME, v(2)));

        WriteConflictException e =
                catchThrowableOfType(WriteConflictException.class, () -> writer.prune(NAME, Keep.activeOnly()));

        assertThat(e.progress().done()).extracting(WriteStep::text).containsExactly("delete prod/db version 1");
        assertThat(state("prod/db")).isEqualTo("2=2 of [2, 3]");
    }

    @Test
    void a_version_that_another_has_pruned_already_counts_as_done() {
        store("prod/db", "1", "2", "3");
        transport.before(2, () -> setec.deleteVersion(NAME, v(1)));
        assertThat(writer.prune(NAME, Keep.activeOnly())).containsExactly(v(1), v(2));
    }

    @Test
    void a_copy_makes_the_other_prefix_alike_and_leaves_the_rest() {
        store("dev/new", "n");
        store("dev/same", "s");
        store("dev/other", "mine");
        store("prod/same", "s");
        store("prod/other", "x", "theirs");
        store("prod/only", "o");

        assertThat(writer.planCopy("dev/", "prod/"))
                .hasToString("create prod/new from dev/new version 1\n"
                        + "put prod/other from dev/other version 1\n"
                        + "activate prod/other (the new version) instead of 2");
        writer.copy("dev/", "prod/");

        assertThat(state("prod/new")).isEqualTo("1=n of [1]");
        assertThat(state("prod/same")).isEqualTo("1=s of [1]");
        assertThat(state("prod/other")).isEqualTo("3=mine of [1, 2, 3]");
        assertThat(state("prod/only")).isEqualTo("1=o of [1]");
        assertThat(writer.planCopy("dev/", "prod/").steps()).isEmpty();
    }

    @Test
    void a_copy_into_a_corner_of_itself_does_not_copy_the_corner() {
        store("a", "1");
        store("backup/b", "2");
        assertThat(writer.planCopy("", "backup/")).hasToString("create backup/a from a version 1");
        assertThat(writer.planCopy("x", "x").steps()).isEmpty();
        assertThatThrownBy(() -> writer.planCopy("a", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.planCopy("", "_internal/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_difference_is_told_and_no_value() {
        store("dev/a", "hunter1");
        store("dev/b", "hunter2");
        store("dev/c", "hunter3");
        store("prod/a", "hunter1");
        store("prod/b", "x", "hunter4");
        store("prod/d", "hunter5");

        List<Difference> all = writer.diff("dev/", "prod/");

        assertThat(all)
                .extracting(Difference::suffix, Difference::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", Difference.Kind.SAME),
                        org.assertj.core.groups.Tuple.tuple("b", Difference.Kind.DIFFERENT),
                        org.assertj.core.groups.Tuple.tuple("c", Difference.Kind.ONLY_LEFT),
                        org.assertj.core.groups.Tuple.tuple("d", Difference.Kind.ONLY_RIGHT));
        assertThat(all.get(1).rightVersion()).isEqualTo(Optional.of(v(2)));
        assertThat(all.toString()).doesNotContain("hunter");
        try (SetecClient noget = SetecClient.create(fake.address("noget"))) {
            assertThat(SecretWriter.of(noget).diff("dev/", "prod/").get(0).kind())
                    .isEqualTo(Difference.Kind.UNKNOWN);
        }
    }
}
