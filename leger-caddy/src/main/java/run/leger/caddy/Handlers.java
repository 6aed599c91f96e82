package run.leger.caddy;

import java.util.Set;

/** What Caddy's standard directives have in common. */
final class Handlers {
    private static final Set<String> TAKE_MATCHER = Set.of(
            "abort",
            "acme_server",
            "basic_auth",
            "basicauth",
            "copy_response",
            "copy_response_headers",
            "encode",
            "error",
            "file_server",
            "forward_auth",
            "fs",
            "handle",
            "header",
            "intercept",
            "invoke",
            "log_append",
            "log_level",
            "log_name",
            "log_skip",
            "map",
            "method",
            "metrics",
            "php_fastcgi",
            "push",
            "redir",
            "request_body",
            "request_header",
            "respond",
            "reverse_proxy",
            "rewrite",
            "root",
            "route",
            "skip_log",
            "templates",
            "timeouts",
            "tracing",
            "uri",
            "vars");
    private static final Set<String> CONTAINERS =
            Set.of("handle", "handle_path", "handle_errors", "handle_response", "route");

    private Handlers() {}

    static boolean takesMatcher(String directive) {
        return TAKE_MATCHER.contains(directive);
    }

    /** Tells whether the first of so many arguments may be a matcher. One argument of {@code root} or {@code rewrite} is none, whatever it looks like. */
    static boolean matcherStandsBefore(String directive, int arguments) {
        boolean valueNeeded = directive.equals("root") || directive.equals("rewrite");
        return takesMatcher(directive) && arguments > (valueNeeded ? 1 : 0);
    }

    /** Their blocks hold directives, whose first arguments are matchers, and not subdirectives. */
    static boolean isContainer(String directive) {
        return CONTAINERS.contains(directive);
    }
}
