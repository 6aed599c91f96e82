/** The checks behind {@code leger init} and {@code leger doctor}: start with {@link run.leger.device.check.DeviceChecks}. */
@NullMarked
package run.leger.device.check;

import org.jspecify.annotations.NullMarked;
