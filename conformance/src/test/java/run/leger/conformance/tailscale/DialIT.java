package run.leger.conformance.tailscale;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import run.leger.conformance.lab.Lab;
import run.leger.tailscale.DialSuite;
import run.leger.tailscale.TailscaleClient;

/** Dials from node a to node b. Both have userspace networking: a needs no proxy, and b hands what comes in to its own 127.0.0.1. */
class DialIT extends DialSuite {
    private static TailscaleClient client;

    @BeforeAll
    static void connect() {
        client = TailscaleClient.builder().socket(Lab.socket("a")).build();
    }

    @AfterAll
    static void disconnect() {
        if (client != null) {
            client.close();
        }
    }

    @Override
    protected TailscaleClient client() {
        return client;
    }

    @Override
    protected List<String> peer() {
        return List.of("100.64.0.2", "dev-b", "dev-b." + Lab.domain());
    }

    @Override
    protected void reach(InetSocketAddress listener) {
        // All of them are.
    }
}
