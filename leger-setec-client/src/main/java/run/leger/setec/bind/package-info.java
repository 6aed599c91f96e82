/** Records and classes filled from secrets, with everything that is missing or wrong said at once. */
@NullMarked
package run.leger.setec.bind;

import org.jspecify.annotations.NullMarked;
