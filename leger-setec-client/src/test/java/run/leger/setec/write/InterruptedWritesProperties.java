package run.leger.setec.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.core.LegerException;
import run.leger.core.SecretBytes;
import run.leger.core.Transport;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.setec.write.FaultyTransport.Fault;
import run.leger.testkit.FakeSetec;

/** Whatever fails at whichever call: the server is in the old or in the new state, or the error says in which one between. */
class InterruptedWritesProperties {
    private static final SecretName NAME = SecretName.of("prod/db");

    @Provide
    Arbitrary<List<Fault>> faults() {
        return Arbitraries.frequency(
                        net.jqwik.api.Tuple.of(6, Fault.NONE),
                        net.jqwik.api.Tuple.of(1, Fault.REFUSED),
                        net.jqwik.api.Tuple.of(1, Fault.ANSWER_LOST),
                        net.jqwik.api.Tuple.of(1, Fault.REQUEST_LOST),
                        net.jqwik.api.Tuple.of(1, Fault.INTERRUPTED),
                        net.jqwik.api.Tuple.of(1, Fault.GONE))
                .list()
                .ofMaxSize(14);
    }

    private static SecretBytes secret(String text) {
        return SecretBytes.copyOf(text.getBytes(UTF_8));
    }

    /** A server with a secret of some versions, and a write to it over a way that fails. */
    private static final class World implements AutoCloseable {
        final FakeSetec fake = FakeSetec.start();
        final SetecClient setec = SetecClient.create(fake.address());
        final FaultyTransport transport = new FaultyTransport(Transport.http(fake.address()));
        final SetecClient faulty =
                SetecClient.builder(fake.address()).transport(transport).build();
        final Seen before;

        World(int versions) {
            for (int i = 1; i <= versions; i++) {
                fake.rotate(NAME.text(), ("value " + i).getBytes(UTF_8));
            }
            before = now();
        }

        Seen now() {
            return Tracker.undisturbed(() -> Seen.look(setec, NAME));
        }

        @Override
        public void close() {
            faulty.close();
            setec.close();
            fake.close();
        }
    }

    /** What an error says of itself. */
    private static WriteProgress progress(LegerException e) {
        if (e instanceof PartialWriteException partial) {
            return partial.progress();
        } else if (e instanceof RotationRolledBackException undone) {
            return undone.progress();
        } else if (e instanceof WriteConflictException conflict) {
            return conflict.progress();
        }
        return new WriteProgress(List.of(), Optional.empty(), List.of());
    }

    private static void isAsToldBy(LegerException e, World world) {
        WriteProgress progress = progress(e);
        Seen now = world.now();
        assertThat(e.getMessage() + e.remedy()).doesNotContain("fresh");
        if (progress.isUntouched()) {
            assertThat(now).as(e.toString()).isEqualTo(world.before);
            return;
        }
        for (WriteStep step : progress.done()) {
            if (step instanceof WriteStep.Put put) {
                assertThat(now.versions())
                        .as(e.toString())
                        .contains(put.version().orElseThrow());
            } else if (step instanceof WriteStep.Activate activate) {
                assertThat(now.active()).as(e.toString()).isEqualTo(activate.version());
            } else if (step instanceof WriteStep.DeleteVersion deleted) {
                assertThat(now.versions()).as(e.toString()).doesNotContain(deleted.version());
            }
        }
        for (WriteStep step : progress.notDone()) {
            if (step instanceof WriteStep.Activate && progress.uncertain().isEmpty()) {
                assertThat(now.active()).as(e.toString()).isEqualTo(world.before.active());
            } else if (step instanceof WriteStep.DeleteVersion deleted) {
                assertThat(now.versions()).as(e.toString()).contains(deleted.version());
            }
        }
    }

    @Property(tries = 150)
    void a_put_and_activate_is_old_new_or_told(@ForAll("faults") List<Fault> faults, @ForAll boolean exists) {
        try (World world = new World(exists ? 2 : 0)) {
            world.transport.faults(faults);
            try {
                SecretVersion version = SecretWriter.of(world.faulty)
                        .putAndActivate(NAME, secret("fresh"), exists ? Expect.version(2) : Expect.absent());
                assertThat(world.now().active()).isEqualTo(Optional.of(version));
            } catch (LegerException e) {
                isAsToldBy(e, world);
            } finally {
                Thread.interrupted();
            }
        }
    }

    @Property(tries = 150)
    void a_rotation_is_old_new_and_verified_or_told(
            @ForAll("faults") List<Fault> faults, @ForAll boolean exists, @ForAll boolean verifies) {
        try (World world = new World(exists ? 2 : 0)) {
            world.transport.faults(faults);
            try {
                SecretVersion version =
                        SecretWriter.of(world.faulty).rotate(NAME, () -> secret("fresh"), any -> verifies);
                assertThat(verifies).isTrue();
                assertThat(world.now().active()).isEqualTo(Optional.of(version));
            } catch (RotationRolledBackException e) {
                isAsToldBy(e, world);
                assertThat(world.now().active()).as(e.toString()).isEqualTo(world.before.active());
            } catch (LegerException e) {
                isAsToldBy(e, world);
            } finally {
                Thread.interrupted();
            }
        }
    }

    @Property(tries = 100)
    void a_prune_never_takes_what_is_kept_and_tells_what_it_took(@ForAll("faults") List<Fault> faults) {
        try (World world = new World(6)) {
            world.transport.faults(faults);
            Keep keep = Keep.highest(2).and(SecretVersion.of(2));
            try {
                SecretWriter.of(world.faulty).prune(NAME, keep);
                assertThat(world.now().versions()).hasSize(3);
            } catch (LegerException e) {
                isAsToldBy(e, world);
            } finally {
                Thread.interrupted();
            }
            SecretInfo info = world.setec.info(NAME);
            assertThat(info.versions()).contains(SecretVersion.of(2), SecretVersion.of(5), SecretVersion.of(6));
        }
    }
}
