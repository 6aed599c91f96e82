package run.leger.conformance.caddy;

import java.util.regex.Pattern;

/** Differences in the directives that pass requests on. */
enum ProxyDifferences implements Difference {
    /** {@code forward_auth { copy_headers "a b" }}. */
    HEADER_TO_COPY(
            "is not a header to copy",
            "Caddy copies any text as the name of a header, braces and placeholders too; no request, or only a mistaken one, has it"),
    /** {@code network_proxy url}. */
    PROXY_WITHOUT_URL("network_proxy url has no URL", "Caddy takes the word url for the URL where none follows"),
    /** {@code php_fastcgi x root}. */
    ARGUMENT_AS_LINE(
            "for the beginning of a line here",
            "Caddy looks for lines of shortcuts among the arguments of other lines, and drops them there"),
    /** {@code http://a.example:80-90/b}. */
    PATH_AFTER_PORTS(
            "a path follows the range of ports",
            "Caddy drops the host where a range of ports is followed by a path, and dials b:0");

    private final Pattern message;
    private final String reason;

    ProxyDifferences(String message, String reason) {
        this.message = Pattern.compile("only we refuse: [^\n]*" + Pattern.quote(message));
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
