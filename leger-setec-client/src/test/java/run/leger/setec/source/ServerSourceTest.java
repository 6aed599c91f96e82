package run.leger.setec.source;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import run.leger.setec.SecretSource;
import run.leger.setec.SetecClient;
import run.leger.testkit.FakeSetec;

/** The client itself, on the fake server. */
final class ServerSourceTest extends SecretSourceSuite {
    private final FakeSetec server = FakeSetec.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    SecretSource open(Map<String, byte[]> secrets) {
        secrets.forEach(server::put);
        return SetecClient.create(server.address());
    }
}
