package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import run.leger.conformance.lab.Await;
import run.leger.conformance.lab.Control;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Tailscaled;
import run.leger.tailscale.DriveShare;
import run.leger.tailscale.DriveSuite;
import run.leger.tailscale.MissingCapabilityException;
import run.leger.tailscale.TailscaleClient;

/** A real daemon whose tailnet lets it share folders. */
class DriveIT extends DriveSuite {
    private static Control control;
    private static Tailscaled daemon;
    private static TailscaleClient client;

    @BeforeAll
    static void join() {
        control = Control.start();
        daemon = Tailscaled.start();
        daemon.upAt(control.url(), "drive");
        control.grant("{\"drive:share\":null,\"drive:access\":null}");
        client = TailscaleClient.builder().socket(daemon.socket()).build();
        Await.until("sharing is allowed", Lab.PATIENCE, () -> client.drive().shareList() != null);
    }

    @AfterAll
    static void leave() {
        client.close();
        daemon.close();
        control.close();
    }

    @AfterEach
    void share_nothing_any_more() {
        client.drive().shareList().forEach(share -> client.drive().shareRemove(share.name()));
    }

    @Override
    protected TailscaleClient client() {
        return client;
    }

    @Test
    void without_the_capability_every_call_names_it() {
        try (TailscaleClient without =
                TailscaleClient.builder().socket(Lab.socket("a")).build()) {
            for (Runnable call : new Runnable[] {
                () -> without.drive().shareList(),
                () -> without.drive().shareSet(DriveShare.of("x", Path.of("/tmp"))),
                () -> without.drive().shareRename("x", "y"),
                () -> without.drive().shareRemove("x")
            }) {
                assertThatThrownBy(call::run).isInstanceOfSatisfying(MissingCapabilityException.class, e -> {
                    assertThat(e.status()).isEqualTo(403);
                    assertThat(e.capability()).isEqualTo("drive:share");
                });
            }
        }
    }
}
