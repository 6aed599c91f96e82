package run.leger.conformance.caddy;

import java.util.regex.Pattern;

/** Where the tables of the proxy disagree with Caddy on purpose. */
enum ProxyDifferences implements Differences.Difference {
    /** Caddy copies any text as the name of a header, braces of blocks and placeholders too; no request or only a mistaken one has such a header. */
    HEADER_TO_COPY("is not a header to copy"),
    /** Caddy takes the word {@code url} for the URL where none follows. */
    PROXY_WITHOUT_URL("network_proxy url has no URL"),
    /** Caddy looks for lines of shortcuts among the arguments of other lines, and drops them there. */
    ARGUMENT_AS_LINE("for the beginning of a line here"),
    /** Caddy drops the host where a range of ports is followed by a path: {@code http://a.example:80-90/b} dials {@code b:0}. */
    PATH_AFTER_PORTS("a path follows the range of ports");

    private final Pattern message;

    ProxyDifferences(String message) {
        this.message = Pattern.compile(Pattern.quote(message));
    }

    @Override
    public Pattern message() {
        return message;
    }
}
