/** What is kept with each account: its id, pins, and how services are opened. */
@NullMarked
package run.leger.tailscale.profile;

import org.jspecify.annotations.NullMarked;
