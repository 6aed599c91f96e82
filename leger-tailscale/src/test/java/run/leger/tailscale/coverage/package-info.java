/** What the LocalAPI has, what of it is here, and what was proven of it on real daemons. */
@NullMarked
package run.leger.tailscale.coverage;

import org.jspecify.annotations.NullMarked;
