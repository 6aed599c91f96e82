package run.leger.tailscale;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.IpAddress;
import run.leger.testkit.FakeTailscaled;

class FakeExitNodesTest extends ExitNodesSuite {
    @TempDir
    Path folder;

    private FakeTailscaled fake;
    private TailscaleClient client;

    @BeforeEach
    void start() {
        fake = FakeTailscaled.start(folder.resolve("s")).peerIsExitNode(true);
        client = TailscaleClient.builder().socket(fake.socket()).build();
    }

    @Override
    @AfterEach
    void putBack() {
        super.putBack();
        client.close();
        fake.close();
    }

    @Override
    protected TailscaleClient client() {
        return client;
    }

    @Override
    protected IpAddress exit() {
        return IpAddress.of("100.64.0.2");
    }
}
