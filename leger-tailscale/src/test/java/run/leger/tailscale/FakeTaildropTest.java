package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import run.leger.testkit.FakeTailscaled;

@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
class FakeTaildropTest extends TaildropSuite {
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
    protected StableNodeId other() {
        return StableNodeId.of("nFake2CNTRL");
    }

    @Override
    protected byte[] taken(String name) {
        byte[] content = fake.sentFiles().get(name);
        assertThat(content).as(name + " of " + fake.sentFiles().keySet()).isNotNull();
        return content;
    }

    @Override
    protected void incoming(String name, byte[] content) {
        fake.receiveFile(name, content);
    }
}
