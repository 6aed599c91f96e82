package run.leger.benchmarks;

import java.io.IOException;

/** One side of a comparison. */
interface Contender {
    /** Does the work of one round, and returns its figure: a median time in nanoseconds, or requests a second. */
    double round() throws IOException, InterruptedException;
}
