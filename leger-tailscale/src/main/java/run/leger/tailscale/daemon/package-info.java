/** What the daemon tells of itself: its log, its updates, its configuration file, the policy it is under. */
@NullMarked
package run.leger.tailscale.daemon;

import org.jspecify.annotations.NullMarked;
