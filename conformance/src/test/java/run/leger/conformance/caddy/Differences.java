package run.leger.conformance.caddy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All differences, and the lines of which Caddy's standard build takes none. */
final class Differences {
    private static final List<Difference> ALL = Stream.<Difference[]>of(
                    HttpDifferences.values(),
                    ProxyDifferences.values(),
                    SiteDifferences.values(),
                    FileDifferences.values())
            .flatMap(Arrays::stream)
            .toList();

    private Differences() {}

    /** Tells whether a disagreement is one of the differences. */
    static boolean explain(String disagreement) {
        return ALL.stream()
                .anyMatch(
                        difference -> difference.message().matcher(disagreement).find());
    }

    /** Tells whether lines of a kind need a plugin, so that the standard build refuses all of them. */
    static boolean needPlugin(String lines) {
        return SiteDifferences.NEED_PLUGIN.contains(lines);
    }
}
