/** What the daemon serves for this device, and the Tailscale Services of the tailnet, as records. The calls are in {@link run.leger.tailscale.Serve}. */
@NullMarked
package run.leger.tailscale.serve;

import org.jspecify.annotations.NullMarked;
