/**
 * The relays of a tailnet, as {@link run.leger.tailscale.Network#currentDerpMap} tells them.
 *
 * @serial exclude
 */
@NullMarked
package run.leger.tailscale.derp;

import org.jspecify.annotations.NullMarked;
