package run.leger.benchmarks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import run.leger.tailscale.PeerStatus;
import run.leger.tailscale.Status;

/** Reads every component of every peer; the Go peer reads the same fields. */
final class Touch {
    private Touch() {}

    static long everything(Status status) {
        long n = 0;
        for (PeerStatus p : status.peers().values()) {
            n += p.id().value().length()
                    + p.nodeId().value()
                    + p.hostName().length()
                    + p.dnsName().length();
            n += p.os().length()
                    + p.userId().value()
                    + p.altSharerUserId().value()
                    + p.tailscaleIps().size();
            n += p.allowedIps().size()
                    + p.addrs().size()
                    + p.curAddr().length()
                    + p.relay().length();
            n += p.peerRelay().length() + p.rxBytes() + p.txBytes();
            n += second(p.created()) + second(p.lastWrite()) + second(p.lastSeen()) + second(p.lastHandshake());
            n += second(p.keyExpiry())
                    + p.peerApiUrl().size()
                    + p.taildropTarget().wire();
            n += p.noFileSharingReason().length()
                    + p.capabilities().size()
                    + p.capMap().size();
            n += p.sshHostKeys().size()
                    + p.publicKey().value().length()
                    + p.tags().size()
                    + p.primaryRoutes().size();
            n += one(p.online()) + one(p.exitNode()) + one(p.exitNodeOption()) + one(p.active()) + one(p.shareeNode());
            n += one(p.inNetworkMap()) + one(p.inMagicSock()) + one(p.inEngine()) + one(p.expired());
            n += one(p.location() != null);
        }
        return n;
    }

    private static long second(@Nullable Instant time) {
        return time == null ? 0 : time.getEpochSecond();
    }

    private static int one(boolean set) {
        return set ? 1 : 0;
    }
}
