package run.leger.conformance.caddy;

import java.util.regex.Pattern;

/** Differences in what the parts of a file say of each other. */
enum FileDifferences implements Difference {
    /** {@code a.example, :443} with {@code cert_issuer}. */
    POLICIES(
            "only Caddy refuses: [^\n]*(hostname appears in more than one automation policy|automation policy from site block is also"
                    + " default|two policies with same match criteria)",
            "which policies for certificates and connections come of all sites and options together, and whether two of them"
                    + " contradict each other, is Caddy's own knowledge"),
    /** {@code a.example { bind; invoke r }}. */
    SITE_THAT_LISTENS_NOWHERE(
            "only we refuse: [^\n]*cannot invoke named route .*\n\tbind( \\{|\n)",
            "Caddy forgets a site whose bind names no address, and what is wrong in it");

    private final Pattern message;
    private final String reason;

    FileDifferences(String message, String reason) {
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
