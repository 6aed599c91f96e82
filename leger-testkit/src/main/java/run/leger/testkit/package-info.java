/** Fakes that speak the real protocols on real sockets. Each passes the suite that the real program passes. */
@NullMarked
package run.leger.testkit;

import org.jspecify.annotations.NullMarked;
