package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import run.leger.conformance.lab.Await;
import run.leger.conformance.lab.Control;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Tailscaled;
import run.leger.core.CallOptions;
import run.leger.core.DeadlineExceededException;
import run.leger.tailscale.StableNodeId;
import run.leger.tailscale.Taildrop;
import run.leger.tailscale.TaildropSuite;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.files.FileDownload;
import run.leger.tailscale.files.FileUpload;
import run.leger.tailscale.files.WaitingFile;

/** Two real daemons of one user send each other files. */
class TaildropIT extends TaildropSuite {
    private static Control control;
    private static Tailscaled one;
    private static Tailscaled two;
    private static TailscaleClient client;
    private static TailscaleClient peer;

    @BeforeAll
    static void join() {
        control = Control.start("-same-user");
        one = Tailscaled.start();
        two = Tailscaled.start();
        one.upAt(control.url(), "drop-one");
        two.upAt(control.url(), "drop-two");
        client = TailscaleClient.builder().socket(one.socket()).build();
        peer = TailscaleClient.builder().socket(two.socket()).build();
        for (TailscaleClient each : List.of(client, peer)) {
            Await.until(
                    "the other device is a target",
                    Lab.PATIENCE,
                    () -> !each.taildrop().fileTargets().isEmpty());
        }
    }

    @AfterAll
    static void leave() {
        client.close();
        peer.close();
        one.close();
        two.close();
        control.close();
    }

    @AfterEach
    void keep_nothing() {
        for (TailscaleClient each : List.of(client, peer)) {
            for (WaitingFile file : each.taildrop().waitingFiles()) {
                each.taildrop().deleteWaitingFile(file.name());
            }
        }
    }

    private static StableNodeId id(TailscaleClient of) {
        return of.statusWithoutPeers().self().id();
    }

    @Override
    protected TailscaleClient client() {
        return client;
    }

    @Override
    protected StableNodeId other() {
        return id(peer);
    }

    @Override
    protected byte[] taken(String name) {
        try (FileDownload file = peer.taildrop().waitingFile(name)) {
            return file.content().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void incoming(String name, byte[] content) {
        peer.taildrop().pushFile(id(client), FileUpload.of(name, content));
    }

    @Test
    void a_second_file_of_one_name_gets_a_number() {
        client.taildrop().pushFile(other(), FileUpload.of("same.txt", new byte[] {1}));
        client.taildrop().pushFile(other(), FileUpload.of("same.txt", new byte[] {2, 2}));
        assertThat(peer.taildrop().waitingFiles())
                .extracting(WaitingFile::name)
                .containsExactlyInAnyOrder("same.txt", "same (1).txt");
    }

    @Test
    void who_waits_for_a_device_that_does_not_answer_waits_until_the_deadline() {
        two.stop();
        try {
            Taildrop brisk =
                    client.with(CallOptions.deadline(Duration.ofSeconds(12))).taildrop();
            StableNodeId target = brisk.fileTargets().get(0).node().stableId();
            assertThatThrownBy(() -> brisk.pushFile(target, FileUpload.of("x", new byte[100])))
                    .isInstanceOf(DeadlineExceededException.class);
        } finally {
            two.restart();
            two.waitForState("Running");
        }
        // Of another name: what is left of the file that was given up may reach the device once it answers again.
        client.taildrop().pushFile(other(), FileUpload.of("y", new byte[100]));
        assertThat(taken("y")).hasSize(100);
    }
}
