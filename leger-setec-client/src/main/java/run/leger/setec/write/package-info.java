/** Writes that cannot half-work: each is a plan first, guarded while it runs, and where it stops in the middle the error says what was done. */
@NullMarked
package run.leger.setec.write;

import org.jspecify.annotations.NullMarked;
