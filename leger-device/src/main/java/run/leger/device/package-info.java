/** What Leger knows about a device: what is expected of it, and the services that run on it. */
@NullMarked
package run.leger.device;

import org.jspecify.annotations.NullMarked;
