package run.leger.snippets;

import java.nio.file.Path;
import run.leger.tailscale.BackendState;
import run.leger.tailscale.TailscaleClient;
import run.leger.testkit.FakeTailscaled;

final class TestkitSnippet {
    private TestkitSnippet() {}

    static BackendState run(Path socket) {
        // snippet: testkit
        try (FakeTailscaled daemon = FakeTailscaled.start(socket);
                TailscaleClient tailscale =
                        TailscaleClient.builder().socket(socket).build()) {
            daemon.state("NeedsLogin");
            return tailscale.status().backendState();
        }
        // end
    }
}
