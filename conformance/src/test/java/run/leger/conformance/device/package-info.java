/** What Leger does with a device, on real programs. */
@NullMarked
package run.leger.conformance.device;

import org.jspecify.annotations.NullMarked;
