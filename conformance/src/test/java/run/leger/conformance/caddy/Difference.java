package run.leger.conformance.caddy;

import java.util.regex.Pattern;

/** A disagreement between the tables of the standard build and Caddy that is meant to be there. */
interface Difference {
    /** Which disagreement: the first line of what the test says of it. */
    Pattern message();

    /** Why it is there. */
    String reason();
}
