package run.leger.conformance.tailscale;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import run.leger.core.DnsName;
import run.leger.core.IpAddress;
import run.leger.tailscale.LocalApiSuite;
import run.leger.tailscale.TailscaleClient;

/** The suite of the LocalAPI on a real node of the lab, which must run: {@code leger.lab.run} names its folder. */
class LocalApiIT extends LocalApiSuite {
    private static TailscaleClient client;

    @BeforeAll
    static void connect() {
        String run = System.getProperty("leger.lab.run", "");
        if (run.isEmpty()) {
            throw new IllegalStateException("name the running lab: -Dleger.lab.run=<its folder>");
        }
        client = TailscaleClient.builder()
                .socket(Path.of(run, "a", "tailscaled.sock"))
                .build();
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
    protected DnsName ownName() {
        String name = client.statusWithoutPeers()
                .self()
                .raw()
                .at("DNSName")
                .orElseThrow()
                .asText();
        return DnsName.of(name);
    }

    @Override
    protected IpAddress peer() {
        // The second node of the lab.
        return IpAddress.of("100.64.0.2");
    }
}
