/** The checks behind {@code leger init} and {@code leger doctor}, the service catalogue, and publishing. */
module run.leger.device {
    requires transitive run.leger.caddy;
    requires transitive run.leger.core;
    requires transitive run.leger.tailscale;
    requires static transitive org.jspecify;

    exports run.leger.device;
    exports run.leger.device.check;
    exports run.leger.device.publish;
}
