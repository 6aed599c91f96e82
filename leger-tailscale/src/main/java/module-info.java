/** A typed client for the LocalAPI of tailscaled. */
module run.leger.tailscale {
    requires transitive run.leger.core;
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires static org.dnsjava;

    exports run.leger.tailscale;
    exports run.leger.tailscale.daemon;
    exports run.leger.tailscale.debug;
    exports run.leger.tailscale.derp;
    exports run.leger.tailscale.files;
    exports run.leger.tailscale.lock;
    exports run.leger.tailscale.profile;
    exports run.leger.tailscale.serve;
    exports run.leger.tailscale.tls;
}
