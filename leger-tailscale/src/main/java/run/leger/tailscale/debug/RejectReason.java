package run.leger.tailscale.debug;

import run.leger.core.internal.JsonIn;

/**
 * Why a connection was refused. Open: a newer daemon may use a word that is not known here.
 *
 * @param wire the daemon's word
 */
public record RejectReason(String wire) {
    /** Not known. */
    public static final RejectReason UNKNOWN = new RejectReason("unknown");
    /** The policy of the tailnet. */
    public static final RejectReason ACL = new RejectReason("acl");
    /** The other side refuses all incoming connections. */
    public static final RejectReason SHIELDS = new RejectReason("shields");
    /** The system of a subnet router does not forward. */
    public static final RejectReason HOST_IP_FORWARDING = new RejectReason("host-ip-forwarding");
    /** The firewall of the system. */
    public static final RejectReason HOST_FIREWALL = new RejectReason("host-firewall");
    /** An app connector does not know the address. */
    public static final RejectReason APP_CONNECTOR_TRANSIT_IP_UNKNOWN =
            new RejectReason("app-connector-transit-ip-unknown");
    /** There is no such peer. */
    public static final RejectReason NO_PEER = new RejectReason("no-peer");
    /** The peer cannot be reached. */
    public static final RejectReason PEER_UNREACHABLE = new RejectReason("peer-unreachable");
    /** Nobody answered. */
    public static final RejectReason TIMEOUT = new RejectReason("timeout");

    static final RejectReason NONE = new RejectReason("");

    static RejectReason read(JsonIn in) {
        return new RejectReason(in.text());
    }

    @Override
    public String toString() {
        return wire;
    }
}
