package run.leger.conformance.caddy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import run.leger.caddy.CaddyOracleSuite.Adapted;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.InvalidCaddyfileException;
import run.leger.caddy.imports.Expansion;
import run.leger.caddy.imports.ImportException;
import run.leger.caddy.imports.ImportResolver;
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
        Caddyfile expanded;
        try {
            SyntaxTree tree = SyntaxTree.parse(text);
            file = Caddyfile.of(tree);
            expanded = Caddyfile.of(Expansion.of(tree, ImportResolver.none()).tree());
        } catch (SyntaxException | InvalidCaddyfileException | ImportException e) {
            return taken ? Optional.of("only we refuse: " + e.getMessage() + "\n" + text) : Optional.empty();
        }
        List<CaddyfileProblem> errors = STANDARD.check(expanded).stream()
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
        return again.config().equals(theirs.config()) || isByChance(text, again, caddy)
                ? Optional.empty()
                : Optional.of("means something else when printed:\n" + text + "\n" + printed + again.message());
    }

    /** The order of the subjects in Caddy's policies is now and then another one for the very same file. */
    private static boolean isByChance(String text, Adapted printed, AdaptingCaddy caddy) {
        return Stream.generate(() -> caddy.adapt(text).config()).limit(50).anyMatch(printed.config()::equals);
    }
}
