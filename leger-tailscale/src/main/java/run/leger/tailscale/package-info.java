/**
 * A typed client for the LocalAPI of tailscaled: start with {@link run.leger.tailscale.TailscaleClient}.
 *
 * <p>Upstream promises little of this API: status, whois and certificates are stable, the rest may change with any release. Unknown fields
 * and words are kept.
 *
 * @serial exclude
 */
@NullMarked
package run.leger.tailscale;

import org.jspecify.annotations.NullMarked;
