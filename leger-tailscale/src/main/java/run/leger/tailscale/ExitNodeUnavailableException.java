package run.leger.tailscale;

import java.util.List;
import java.util.stream.Collectors;
import run.leger.core.LegerException;

/** No peer that this device sees offers to be the exit node that was asked for. */
public final class ExitNodeUnavailableException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final String node;

    ExitNodeUnavailableException(String node, List<PeerStatus> offered) {
        super("no peer of this device is an exit node " + printable(node), remedy(offered), null);
        this.node = node;
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String remedy(List<PeerStatus> offered) {
        if (offered.isEmpty()) {
            return "no device offers to be one: advertise it there, and let an admin of the tailnet approve it";
        }
        return "use one of these: "
                + offered.stream()
                        .limit(10)
                        .map(peer -> peer.id() + " (" + printable(peer.dnsName()) + ")")
                        .collect(Collectors.joining(", "));
    }

    /**
     * Returns which node was asked for.
     *
     * @return its id or address
     */
    public String node() {
        return node;
    }
}
