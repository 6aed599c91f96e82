package run.leger.caddy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.syntax.Node;

/**
 * Something in a Caddyfile that is not right.
 *
 * @param severity whether Caddy refuses it
 * @param source where it stands, or null in what was not read from a file
 * @param reason what is wrong, in Caddy's words where it has some
 */
public record CaddyfileProblem(Severity severity, @Nullable Node source, String reason) {
    /** What Caddy does about it. */
    public enum Severity {
        /** It refuses the file. */
        ERROR,
        /** It takes the file, but likely not for what is meant. */
        WARNING
    }

    /**
     * Returns where it stands.
     *
     * @return the node, empty in what was not read from a file
     */
    public Optional<Node> node() {
        return Optional.ofNullable(source);
    }

    /** Returns {@code file:line:column: reason}. */
    @Override
    public String toString() {
        return node().map(node -> node.file().name() + ":" + node.position().line() + ":"
                                + node.position().column() + ": ")
                        .orElse("")
                + (severity == Severity.WARNING ? "warning: " : "")
                + reason;
    }
}
