package run.leger.tailscale;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.DnsName;
import run.leger.testkit.FakeTailscaled;

class FakeServeTest extends ServeSuite {
    @TempDir
    Path socketFolder;

    private FakeTailscaled fake;
    private TailscaleClient client;

    @BeforeEach
    void start() {
        fake = FakeTailscaled.start(socketFolder.resolve("s"));
        client = TailscaleClient.builder().socket(fake.socket()).build();
    }

    @AfterEach
    void stop() {
        client.close();
        fake.close();
    }

    @Override
    protected TailscaleClient client() {
        return client;
    }

    @Override
    protected DnsName ownName() {
        return DnsName.of("demo.tail0000.ts.net");
    }
}
