package run.leger.conformance.lab;

import java.util.stream.Stream;
import run.leger.core.DnsName;
import run.leger.core.IpAddress;
import run.leger.tailscale.TailscaleClient;

/** A {@link Tailscaled} that joined the laboratory's tailnet, with a client of it that may do everything. */
public final class Node implements AutoCloseable {
    private final String version;
    private final Tailscaled daemon;
    private final TailscaleClient client;

    private Node(String version) {
        this.version = version;
        daemon = Tailscaled.builder().version(version).start();
        client = TailscaleClient.builder().socket(daemon.socket()).build();
        try {
            daemon.up("node-" + daemon.pid());
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    /** Starts one of a version. */
    public static Node start(String version) {
        return new Node(version);
    }

    /** Starts one of each version, when the stream comes to it. Who takes a node closes it. */
    public static Stream<Node> ofEveryVersion() {
        return Tailscaled.VERSIONS.stream().map(Node::start);
    }

    /** Returns the version that was asked for. */
    public String version() {
        return version;
    }

    /** Returns the daemon. */
    public Tailscaled daemon() {
        return daemon;
    }

    /** Returns the client, which is closed with the node. */
    public TailscaleClient client() {
        return client;
    }

    /** Returns the full name of the node. */
    public DnsName name() {
        return DnsName.of(daemon.status().at("Self", "DNSName").orElseThrow().asText());
    }

    /** Returns the address of a peer that is always there: the laboratory's node b. */
    public IpAddress peer() {
        return IpAddress.of("100.64.0.2");
    }

    @Override
    public void close() {
        client.close();
        daemon.close();
    }

    @Override
    public String toString() {
        return "tailscaled " + version;
    }
}
