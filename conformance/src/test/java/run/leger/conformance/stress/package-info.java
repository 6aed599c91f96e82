/** Many callers, many cuts: nothing hangs and nothing is left. */
@NullMarked
package run.leger.conformance.stress;

import org.jspecify.annotations.NullMarked;
