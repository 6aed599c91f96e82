/** What the fuzzer calls, see {@code leger-caddy/fuzz}, and the inputs that it found, which each build tries again. */
@NullMarked
package run.leger.caddy.fuzz;

import org.jspecify.annotations.NullMarked;
