package run.leger.conformance.caddy;

import java.util.regex.Pattern;

/** A disagreement between the tables of the standard build and Caddy that is meant to be there. */
interface Difference {
    /** Which disagreement: is found in what the test says of it, whose first line is the problem and whose others are the file. */
    Pattern message();

    /** Why it is there. */
    String reason();
}
