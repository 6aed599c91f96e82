package run.leger.conformance.caddy;

import java.util.regex.Pattern;

/** Differences in what passes requests on. */
enum ProxyDifferences implements Difference {
    /** {@code copy_headers "a b"}. */
    HEADER_TO_COPY(
            "is not a header to copy",
            "Caddy copies any text as the name of a header, braces of blocks and placeholders too, and no request can have such a header"),
    /** {@code network_proxy url}. */
    PROXY_WITHOUT_URL("network_proxy url has no URL", "Caddy takes the word url for the URL where none follows"),
    /** {@code forward_auth { header_up X-Y uri }}. */
    ARGUMENT_FOR_A_LINE(
            "for the beginning of a line here",
            "Caddy looks for the lines of a shortcut of reverse_proxy among the arguments of other lines, and takes them away there"),
    /** {@code http://a.example:80-90/b}. */
    PATH_AFTER_PORTS("a path follows the range of ports", "Caddy drops the host and dials b:0");

    private final Pattern message;
    private final String reason;

    ProxyDifferences(String message, String reason) {
        this.message = Pattern.compile("only we refuse: [^\n]*" + message);
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
