package run.leger.conformance.caddy;

import java.util.regex.Pattern;

/** Differences in the handlers of requests. */
enum HttpDifferences implements Difference {
    /** {@code header { X-Y v { } }}. */
    BRACE_FOR_A_NAME(
            "only we refuse: [^\n]* has no block.*\n\t(header|map|push|templates|try_files) ",
            "Caddy takes a brace behind a line for the name of the next, such as a header called {, or passes over it"),
    /** {@code header { defer X-Y }}, {@code push { GET /a /b }}. */
    ARGUMENT_FOR_A_NAME(
            "only we refuse: [^\n]*wrong argument count.*\n\t(header|push) ",
            "Caddy takes an argument too many for the name of the next line"),
    /** {@code not not path x}. */
    NOT_OF_A_NOT(
            "only we refuse: [^\n]*wrong argument count.*\n\t*(@\\S+ )?not \"?not",
            "Caddy counts the arguments behind a second not on a line otherwise; nobody means that"),
    /** {@code copy_response 200 { nosuch }}. */
    BLOCK_BESIDE_A_STATUS(
            "only we refuse: [^\n]*'?(status|nosuch).*\n\tcopy_response ([*/@]\\S* )?\"?[0-9]+\"? \\{",
            "Caddy does not look at the block where a status stands on the line; what is wrong in it is still wrong");

    private final Pattern message;
    private final String reason;

    HttpDifferences(String message, String reason) {
        this.message = Pattern.compile(message, Pattern.DOTALL);
        this.reason = reason;
    }

    @Override
    public Pattern message() {
        return message;
    }

    @Override
    public String reason() {
        return reason;
    }
}
