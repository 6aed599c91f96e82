/**
 * Serving a device's services over HTTPS: a plan of addresses, the files for it, and its application to Caddy. Start with {@link
 * run.leger.device.publish.Publisher}.
 *
 * @serial exclude
 */
@NullMarked
package run.leger.device.publish;

import org.jspecify.annotations.NullMarked;
