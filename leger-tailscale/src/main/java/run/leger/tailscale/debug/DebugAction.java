package run.leger.tailscale.debug;

/**
 * Something that the daemon does when it is told to, and that has no answer of its own. Open: {@code new DebugAction("word")} tells a newer daemon.
 *
 * @param wire the daemon's word
 */
public record DebugAction(String wire) {
    /** Have no home relay: peers who cannot connect directly lose this device. */
    public static final DebugAction DERP_SET_HOMELESS = new DebugAction("derp-set-homeless");
    /** Have a home relay again. */
    public static final DebugAction DERP_UNSET_HOMELESS = new DebugAction("derp-unset-homeless");
    /** Open the sockets anew: connections to peers begin again. */
    public static final DebugAction REBIND = new DebugAction("rebind");
    /** Find the own addresses out anew. */
    public static final DebugAction RESTUN = new DebugAction("restun");
    /** Close all TCP connections of the daemon, those of its users among them. */
    public static final DebugAction BREAK_TCP_CONNS = new DebugAction("break-tcp-conns");
    /** Close the connections to relays, which are opened again. */
    public static final DebugAction BREAK_DERP_CONNS = new DebugAction("break-derp-conns");
    /** Ask the control plane for the whole network map. */
    public static final DebugAction FORCE_NETMAP_UPDATE = new DebugAction("force-netmap-update");
    /** Take another home relay; refused where there are fewer than two regions. */
    public static final DebugAction PICK_NEW_DERP = new DebugAction("pick-new-derp");
    /** Have a new discovery key: direct connections begin again. */
    public static final DebugAction ROTATE_DISCO_KEY = new DebugAction("rotate-disco-key");
    /** Forget the network map that is kept on the disk. */
    public static final DebugAction CLEAR_NETMAP_CACHE = new DebugAction("clear-netmap-cache");

    @Override
    public String toString() {
        return wire;
    }
}
