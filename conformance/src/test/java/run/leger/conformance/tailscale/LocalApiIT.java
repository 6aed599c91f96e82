package run.leger.conformance.tailscale;

import run.leger.conformance.lab.Node;
import run.leger.conformance.lab.OnNodeOfEveryVersion;
import run.leger.core.DnsName;
import run.leger.core.IpAddress;
import run.leger.tailscale.LocalApiSuite;
import run.leger.tailscale.TailscaleClient;

@OnNodeOfEveryVersion
class LocalApiIT extends LocalApiSuite {
    private final Node node;

    LocalApiIT(Node node) {
        this.node = node;
    }

    @Override
    protected TailscaleClient client() {
        return node.client();
    }

    @Override
    protected DnsName ownName() {
        return node.name();
    }

    @Override
    protected IpAddress peer() {
        return node.peer();
    }
}
