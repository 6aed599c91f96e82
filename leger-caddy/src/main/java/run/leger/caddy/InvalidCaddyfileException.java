package run.leger.caddy;

import java.util.List;
import java.util.stream.Collectors;
import run.leger.core.LegerException;

/** What was read is no Caddyfile that Caddy would take. The message lists each place, as {@code file:line:column: reason}. */
public final class InvalidCaddyfileException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final transient List<CaddyfileProblem> problems;

    /**
     * Makes an error.
     *
     * @param problems what is wrong, at least one thing
     */
    public InvalidCaddyfileException(List<CaddyfileProblem> problems) {
        super(
                problems.stream().map(CaddyfileProblem::toString).collect(Collectors.joining("\n")),
                "correct the file at these places",
                null);
        this.problems = List.copyOf(problems);
    }

    /**
     * Returns what is wrong.
     *
     * @return the problems in the order of the file; empty after serialization
     */
    public List<CaddyfileProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}
