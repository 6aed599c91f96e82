/** What upstream's debugging endpoints tell. None of it is promised: it changes with any release. */
@NullMarked
package run.leger.tailscale.debug;

import org.jspecify.annotations.NullMarked;
