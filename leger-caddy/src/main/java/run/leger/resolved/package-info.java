/**
 * resolved.conf: reading without loss, writing from typed values, and what fights MagicDNS.
 *
 * @serial exclude
 */
@NullMarked
package run.leger.resolved;

import org.jspecify.annotations.NullMarked;
