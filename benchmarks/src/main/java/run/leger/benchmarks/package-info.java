/** Speed against Go peers and child processes, as ratios of one interleaved run. */
@NullMarked
package run.leger.benchmarks;

import org.jspecify.annotations.NullMarked;
