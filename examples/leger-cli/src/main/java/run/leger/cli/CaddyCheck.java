package run.leger.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.InvalidCaddyfileException;
import run.leger.caddy.imports.Expansion;
import run.leger.caddy.imports.ImportException;
import run.leger.caddy.imports.ImportResolver;
import run.leger.caddy.imports.Origin;
import run.leger.caddy.standard.StandardCaddy;
import run.leger.caddy.syntax.Position;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.core.FileFailedException;

/** {@code leger caddy check}: what Caddy would refuse in a Caddyfile and in what it imports, without a Caddy. */
final class CaddyCheck {
    private CaddyCheck() {}

    /** One line of the answer. */
    private record Found(String file, Position position, Severity severity, String reason) {
        @Override
        public String toString() {
            return file + ":" + position.line() + ":" + position.column() + ": "
                    + (severity == Severity.WARNING ? "warning: " : "") + reason;
        }
    }

    static int run(Invocation call) {
        String file = call.word("a file or - for standard input");
        byte[] bytes = call.bytesOf(file);
        List<Found> found = found(call, file, bytes);
        boolean refused = found.stream().anyMatch(each -> each.severity() == Severity.ERROR);
        Console console = call.console();
        if (console.json()) {
            console.object(
                    "caddy check",
                    out -> out.objects(
                            "problems",
                            found,
                            each -> out.field("file", each.file())
                                    .field("line", (long) each.position().line())
                                    .field("column", (long) each.position().column())
                                    .field("severity", each.severity().name().toLowerCase(Locale.ROOT))
                                    .field("message", each.reason())));
        } else {
            found.forEach(each -> console.line(colour(console, each)));
            if (found.isEmpty()) {
                console.line(console.green("ok    ") + "Caddy takes it");
            }
        }
        return refused ? Exit.REFUSED : Exit.OK;
    }

    private static String colour(Console console, Found found) {
        String text = Console.shownLines(found.toString());
        return found.severity() == Severity.ERROR ? console.red(text) : console.yellow(text);
    }

    /** Returns the Caddy that is checked for, with the plugins that are named. */
    static StandardCaddy standard(Invocation call) {
        return StandardCaddy.standard()
                .withPlugins(call.text(CliOptions.PLUGINS)
                        .map(names -> Set.of(names.split("[,\\s]+")))
                        .orElse(Set.of()));
    }

    private static List<Found> found(Invocation call, String file, byte[] bytes) {
        // The imports are relative to the file, wherever the command was started.
        String name = file.equals("-")
                ? "stdin"
                : InputFile.path("the file", file).toAbsolutePath().toString();
        List<Found> found = new ArrayList<>();
        try {
            // With the variables in it the file may be right where it is not without, and the other way round.
            SyntaxTree tree = call.has(CliOptions.ENVIRONMENT)
                    ? SyntaxTree.parseTolerantly(name, bytes, System::getenv)
                    : SyntaxTree.parseTolerantly(name, bytes);
            if (bytes.length == 0) {
                found.add(new Found(
                        name,
                        tree.file().position(0),
                        Severity.ERROR,
                        "the file has no bytes, of which Caddy says EOF"));
            }
            if (!tree.problems().isEmpty()) {
                tree.problems().forEach(problem -> found.add(of(problem)));
            } else {
                expanded(call, root(call, file), tree, found);
            }
        } catch (SyntaxException e) {
            found.add(of(e));
        } catch (ImportException e) {
            found.add(new Found(e.file(), e.position(), Severity.ERROR, e.reason()));
        }
        List<String> files = found.stream().map(Found::file).distinct().toList();
        return found.stream()
                .sorted(Comparator.comparing((Found each) -> !each.file().equals(name))
                        .thenComparingInt(each -> files.indexOf(each.file()))
                        .thenComparingInt(each -> each.position().offset()))
                .map(each -> each.file().equals(name)
                        ? new Found(CaddyParse.name(file), each.position(), each.severity(), each.reason())
                        : each)
                .toList();
    }

    private static Found of(SyntaxException e) {
        return new Found(e.file(), e.position(), Severity.ERROR, e.reason());
    }

    private static void expanded(Invocation call, Path root, SyntaxTree tree, List<Found> found) {
        ImportResolver files;
        try {
            files = ImportResolver.within(root);
        } catch (IOException e) {
            throw new FileFailedException(
                    root.toString(),
                    "cannot look for imports in " + root + ": " + e.getMessage(),
                    "give another --root",
                    e);
        }
        Expansion expansion = call.has(CliOptions.ENVIRONMENT)
                ? Expansion.of(tree, files, System::getenv)
                : Expansion.of(tree, files);
        expansion
                .warnings()
                .forEach(warning -> found.add(new Found(
                        warning.origin().file(), warning.origin().position(), Severity.WARNING, warning.message())));
        List<CaddyfileProblem> problems;
        try {
            problems = standard(call).check(Caddyfile.of(expansion.tree()));
        } catch (InvalidCaddyfileException e) {
            problems = e.problems();
        }
        for (CaddyfileProblem problem : problems) {
            Origin origin = problem.node().map(expansion::origin).orElseGet(() -> expansion.origin(0));
            found.add(new Found(
                    origin.file(),
                    origin.position(),
                    problem.severity(),
                    problem.reason()
                            + (origin.imports().isEmpty()
                                    ? ""
                                    : ", imported at " + origin.imports().get(0))));
        }
    }

    private static Path root(Invocation call, String file) {
        if (call.text(CliOptions.ROOT).isPresent()) {
            return InputFile.path("--root", call.text(CliOptions.ROOT).get());
        }
        Path parent = file.equals("-")
                ? null
                : InputFile.path("the file", file).toAbsolutePath().getParent();
        return parent == null ? Path.of("").toAbsolutePath() : parent;
    }
}
