package run.leger.conformance.caddy;

import java.util.List;
import java.util.regex.Pattern;

/** Where the tables disagree with Caddy on purpose. */
final class Differences {
    private static final List<Difference> ALL = List.of(ProxyDifferences.values());

    private Differences() {}

    /** One disagreement, which its own words say the reason of. */
    interface Difference {
        /** Returns what is found in the message of the side that refuses. */
        Pattern message();
    }

    /** Tells whether a message, ours or Caddy's, is of a known disagreement. */
    static boolean isKnown(String message) {
        return ALL.stream()
                .anyMatch(difference -> difference.message().matcher(message).find());
    }
}
