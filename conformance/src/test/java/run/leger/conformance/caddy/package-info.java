/** Caddyfiles, the admin API and deployments, on the real Caddy. */
@NullMarked
package run.leger.conformance.caddy;

import org.jspecify.annotations.NullMarked;
