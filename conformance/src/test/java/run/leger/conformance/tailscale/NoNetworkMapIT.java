package run.leger.conformance.tailscale;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import run.leger.conformance.lab.Tailscaled;
import run.leger.tailscale.NoNetworkMapSuite;
import run.leger.tailscale.TailscaleClient;

/** The suite on a daemon as it is after its first start. */
class NoNetworkMapIT extends NoNetworkMapSuite {
    private static Tailscaled device;
    private static TailscaleClient client;

    @BeforeAll
    static void start() {
        device = Tailscaled.start();
        device.waitForState("NeedsLogin");
        client = TailscaleClient.builder().socket(device.socket()).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        device.close();
    }

    @Override
    protected TailscaleClient client() {
        return client;
    }
}
