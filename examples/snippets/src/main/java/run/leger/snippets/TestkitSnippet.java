package run.leger.snippets;

import java.nio.file.Path;
import run.leger.tailscale.BackendState;
import run.leger.tailscale.TailscaleClient;
import run.leger.testkit.FakeTailscaled;

final class TestkitSnippet {
    private TestkitSnippet() {}

    static BackendState run(Path folder) {
        // snippet: testkit
        try (FakeTailscaled daemon = FakeTailscaled.start(folder.resolve("tailscaled.sock"))) {
            daemon.state("NeedsLogin");
            TailscaleClient tailscale =
                    TailscaleClient.builder().socket(daemon.socket()).build();
            return tailscale.status().backendState();
        }
        // end
    }
}
