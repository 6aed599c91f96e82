/** resolved, on the real program. */
@NullMarked
package run.leger.conformance.resolved;

import org.jspecify.annotations.NullMarked;
