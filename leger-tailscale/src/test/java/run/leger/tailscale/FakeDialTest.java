package run.leger.tailscale;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import run.leger.testkit.FakeTailscaled;

@SuppressWarnings("NullAway") // set before each test
class FakeDialTest extends DialSuite {
    @TempDir
    Path folder;

    private FakeTailscaled fake;
    private TailscaleClient client;

    @BeforeEach
    void start() {
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
    protected List<String> peer() {
        return List.of("100.64.0.2", "laptop", "laptop.tail0000.ts.net");
    }

    @Override
    protected void reach(InetSocketAddress listener) {
        fake = FakeTailscaled.start(folder.resolve("s"));
        peer().forEach(host -> fake.listener(host, listener.getPort(), listener));
    }
}
