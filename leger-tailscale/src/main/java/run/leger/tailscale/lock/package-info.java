/** What Tailnet Lock tells and takes. */
@NullMarked
package run.leger.tailscale.lock;

import org.jspecify.annotations.NullMarked;
