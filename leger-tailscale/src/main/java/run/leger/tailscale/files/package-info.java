/** Files on their way from device to device. The calls are in {@link run.leger.tailscale.Taildrop}. */
@NullMarked
package run.leger.tailscale.files;

import org.jspecify.annotations.NullMarked;
