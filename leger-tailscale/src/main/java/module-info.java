/** A typed client for the LocalAPI of tailscaled. */
module run.leger.tailscale {
    requires transitive run.leger.core;
    requires static transitive org.jspecify;

    exports run.leger.tailscale;
    exports run.leger.tailscale.files;
    exports run.leger.tailscale.serve;
}
