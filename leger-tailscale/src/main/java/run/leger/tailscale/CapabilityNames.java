package run.leger.tailscale;

/** Names of capabilities that Tailscale itself gives a meaning, for {@link Capabilities}. Others are names that the tailnet's policy chose. */
public final class CapabilityNames {
    /** The node may have HTTPS certificates. */
    public static final String HTTPS = "https";
    /** The node may use Funnel; on which ports is in the name that begins with {@link #FUNNEL_PORTS}. */
    public static final String FUNNEL = "funnel";
    /** The beginning of a name that goes on with {@code ?ports=443,8443,10000-10010}. */
    public static final String FUNNEL_PORTS = "https://tailscale.com/cap/funnel-ports";
    /** The tailnet has Taildrop. */
    public static final String FILE_SHARING = "https://tailscale.com/cap/file-sharing";
    /** The node's user is an admin of the tailnet. */
    public static final String IS_ADMIN = "https://tailscale.com/cap/is-admin";
    /** The node's user owns the tailnet. */
    public static final String IS_OWNER = "https://tailscale.com/cap/is-owner";
    /** The node may serve Tailscale SSH. */
    public static final String SSH = "https://tailscale.com/cap/ssh";
    /** The tailnet has Tailnet Lock. */
    public static final String TAILNET_LOCK = "https://tailscale.com/cap/tailnet-lock";
    /** The node logs its network flows. */
    public static final String DATA_PLANE_AUDIT_LOGS = "https://tailscale.com/cap/data-plane-audit-logs";
    /** The node may share folders. */
    public static final String DRIVE_SHARE = "drive:share";
    /** The node may use shared folders. */
    public static final String DRIVE_ACCESS = "drive:access";
    /** The control plane recommends the node as an exit node. */
    public static final String SUGGEST_EXIT_NODE = "suggest-exit-node";
    /** The node hosts Tailscale Services; each value maps their names to addresses. */
    public static final String SERVICE_HOST = "service-host";
    /** The tailnet's name for people, as the value. */
    public static final String TAILNET_DISPLAY_NAME = "tailnet-display-name";
    /** The longest time a node key may live, in seconds, as the value. */
    public static final String TAILNET_MAX_KEY_DURATION = "tailnet.maxKeyDuration";
    /** Names below the node's own resolve, and have a wildcard certificate. */
    public static final String DNS_SUBDOMAIN_RESOLVE = "dns-subdomain-resolve";
    /** The daemon keeps a report of refused connections. */
    public static final String DEBUG_CONN_REJECT = "debug-conn-reject";
    /** Granted to a peer: which shared folders it may use, and how. */
    public static final String PEER_DRIVE = "tailscale.com/cap/drive";
    /** Granted to a peer: it may send Funnel's requests here. */
    public static final String PEER_INGRESS = "https://tailscale.com/cap/ingress";

    private CapabilityNames() {}
}
