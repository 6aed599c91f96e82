/** Proofs that secrets are where they may be, and nowhere else. */
@NullMarked
package run.leger.setec.leak;

import org.jspecify.annotations.NullMarked;
