package run.leger.conformance.tailscale;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import run.leger.conformance.lab.Await;
import run.leger.conformance.lab.Control;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Tailscaled;
import run.leger.core.IpAddress;
import run.leger.tailscale.NetworkSuite;
import run.leger.tailscale.PingType;
import run.leger.tailscale.TailscaleClient;

/** The suite on a daemon whose policy grants something. */
class NetworkIT extends NetworkSuite {
    private static Control control;
    private static Tailscaled device;
    private static Tailscaled other;
    private static TailscaleClient client;
    private static IpAddress address;

    @BeforeAll
    static void start() {
        control = Control.start(
                "-same-user", "-grants", "{\"" + APP + "\":[" + String.join(",", GRANTS) + "],\"" + FLAG + "\":null}");
        device = Tailscaled.start();
        other = Tailscaled.start();
        device.upAt(control.url(), "device");
        other.upAt(control.url(), "other");
        client = TailscaleClient.builder().socket(device.socket()).build();
        address = IpAddress.of(
                other.status().at("TailscaleIPs", "0").orElseThrow().asText());
        Await.until(
                "an answer of the other node",
                Lab.PATIENCE,
                () -> client.ping(address, PingType.TSMP).ok());
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
        for (AutoCloseable program : new AutoCloseable[] {other, device, control}) {
            try {
                if (program != null) {
                    program.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    protected TailscaleClient client() {
        return client;
    }

    @Override
    protected IpAddress peer() {
        return address;
    }
}
