package run.leger.conformance.tailscale;

import run.leger.core.DnsName;
import run.leger.core.IpAddress;
import run.leger.tailscale.PeerStatus;
import run.leger.tailscale.Status;
import run.leger.tailscale.TailscaleClient;

/**
 * What a probe finds: a connected daemon and a peer. Made from what every local user may read.
 *
 * @param ts the client
 * @param self the device
 * @param peer another device of the same user; the device itself where it is the only one
 */
record Scene(TailscaleClient ts, PeerStatus self, PeerStatus peer) {
    static Scene of(TailscaleClient ts) {
        Status status = ts.status();
        PeerStatus other = status.peers().values().stream()
                .filter(each -> each.dnsName().startsWith(Stage.PEER + "."))
                .findFirst()
                .orElse(status.self());
        return new Scene(ts, status.self(), other);
    }

    DnsName ownName() {
        return DnsName.of(self.dnsName());
    }

    IpAddress peerAddress() {
        return peer.tailscaleIps().get(0);
    }
}
