package run.leger.conformance.caddy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import run.leger.caddy.CaddyOracleSuite.Adapted;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.InvalidCaddyfileException;
import run.leger.caddy.standard.StandardCaddy;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;

/** What Caddy and the typed model do not agree on. */
final class Disagreement {
    private static final StandardCaddy STANDARD = StandardCaddy.standard();

    private Disagreement() {}

    /** Returns in what they differ about a file, unless that is one of the {@link Differences}: first what, then the file. */
    static Optional<String> about(String text, Adapted theirs, AdaptingCaddy caddy) {
        return found(text, theirs, caddy).filter(disagreement -> !Differences.explain(disagreement));
    }

    private static Optional<String> found(String text, Adapted theirs, AdaptingCaddy caddy) {
        boolean taken = theirs.config().isPresent();
        Caddyfile file;
        try {
            file = Caddyfile.of(SyntaxTree.parse(text));
        } catch (SyntaxException | InvalidCaddyfileException e) {
            return taken ? Optional.of("only we refuse: " + e.getMessage() + "\n" + text) : Optional.empty();
        }
        List<CaddyfileProblem> errors = STANDARD.check(file).stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        if (taken && !errors.isEmpty()) {
            return Optional.of("only we refuse: "
                    + errors.stream().map(CaddyfileProblem::toString).collect(Collectors.joining(" | "))
                    + "\n" + text);
        }
        if (!taken) {
            return errors.isEmpty()
                    ? Optional.of("only Caddy refuses: " + theirs.message() + "\n" + text)
                    : Optional.empty();
        }
        String printed = file.render();
        Adapted again = caddy.adapt(printed);
        return again.config().equals(theirs.config())
                ? Optional.empty()
                : Optional.of("means something else when printed:\n" + text + "\n" + printed + again.message());
    }
}
