/** setec, on the real program. */
@NullMarked
package run.leger.conformance.setec;

import org.jspecify.annotations.NullMarked;
