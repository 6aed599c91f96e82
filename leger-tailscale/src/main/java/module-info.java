/** A typed client for the LocalAPI of tailscaled. */
module run.leger.tailscale {
    requires transitive run.leger.core;
    requires static transitive org.jspecify;
    requires static org.dnsjava;

    exports run.leger.tailscale;
    exports run.leger.tailscale.derp;
}
