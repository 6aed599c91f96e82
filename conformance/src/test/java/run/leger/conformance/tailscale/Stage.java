package run.leger.conformance.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import run.leger.conformance.lab.Await;
import run.leger.conformance.lab.Control;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Tailscaled;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.files.FileUpload;

/** A tailnet in which as many endpoints as possible have something to tell: a node of a version, and a peer of the same user. */
final class Stage implements AutoCloseable {
    static final String PEER = "peer";
    /** A file from the peer that waits on the node. */
    static final String FILE = "waiting.txt";

    private final String version;
    private final Control control;
    private final Tailscaled peer;
    private final Tailscaled daemon;
    private final TailscaleClient client;

    private Stage(String version) {
        this.version = version;
        control = Control.start("-same-user");
        peer = Tailscaled.start();
        daemon = Tailscaled.builder().version(version).start();
        client = TailscaleClient.builder().socket(daemon.socket()).build();
        try {
            set();
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    private void set() {
        peer.upAt(control.url(), PEER);
        daemon.upAt(control.url(), "probed");
        control.grant("{\"drive:share\":null,\"drive:access\":null}");
        try (TailscaleClient sender =
                TailscaleClient.builder().socket(peer.socket()).build()) {
            Await.until(
                    "the peer can send files",
                    Lab.PATIENCE,
                    () -> !sender.taildrop().fileTargets().isEmpty());
            FileUpload file = FileUpload.of(FILE, "from the peer".getBytes(StandardCharsets.UTF_8));
            sender.taildrop().pushFile(client.statusWithoutPeers().self().id(), file);
        }
        Await.until(
                "the node may share folders", Lab.PATIENCE, () -> client.drive().shareList() != null);
    }

    /** Starts one for each version, when the stream comes to it. Who takes a stage closes it. */
    static Stream<Stage> ofEveryVersion() {
        return Tailscaled.VERSIONS.stream().map(Stage::start);
    }

    private static Stage start(String version) {
        return new Stage(version);
    }

    String version() {
        return version;
    }

    Tailscaled daemon() {
        return daemon;
    }

    TailscaleClient client() {
        return client;
    }

    /** Runs a probe on the only daemon of a tailnet. */
    Probe.Outcome alone(Probe probe) {
        try (Control own = Control.start("-tailnet-lock");
                Tailscaled other = Tailscaled.builder().version(version).start();
                TailscaleClient ts =
                        TailscaleClient.builder().socket(other.socket()).build()) {
            other.upAt(own.url(), "alone");
            return probe.on(Scene.of(ts));
        }
    }

    @Override
    public void close() {
        client.close();
        daemon.close();
        peer.close();
        control.close();
    }

    @Override
    public String toString() {
        return "tailscaled " + version;
    }
}
