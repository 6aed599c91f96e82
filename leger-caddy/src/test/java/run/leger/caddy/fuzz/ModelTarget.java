package run.leger.caddy.fuzz;

import java.util.Map;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.InvalidCaddyfileException;
import run.leger.caddy.UnwritableValueException;
import run.leger.caddy.imports.Expansion;
import run.leger.caddy.imports.ImportException;
import run.leger.caddy.imports.ImportResolver;
import run.leger.caddy.standard.StandardCaddy;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;

/** The typed model: reading, checking, writing, and imports. */
final class ModelTarget {
    private static final StandardCaddy STANDARD = StandardCaddy.standard();

    private ModelTarget() {}

    static void model(byte[] input) {
        SyntaxTree tree;
        try {
            tree = SyntaxTree.parse("F", input);
        } catch (SyntaxException e) {
            return;
        }
        model(tree);
        try {
            model(Expansion.of(tree, ImportResolver.none()).tree());
            model(Expansion.of(tree, ImportResolver.none(), Map.of("X", "a", "Y", "{\n}")::get)
                    .tree());
        } catch (ImportException e) {
            Expect.that(!e.reason().isEmpty() && e.position().line() > 0, "a place and a reason");
        }
    }

    private static void model(SyntaxTree tree) {
        Caddyfile file;
        try {
            file = Caddyfile.of(tree);
        } catch (InvalidCaddyfileException e) {
            e.problems().forEach(ModelTarget::placed);
            return;
        }
        STANDARD.check(file).forEach(ModelTarget::placed);
        String written;
        try {
            written = file.render();
        } catch (UnwritableValueException e) {
            return;
        }
        Expect.same(Caddyfile.of(SyntaxTree.parse(written)).render(), written, "what is written again");
    }

    private static void placed(CaddyfileProblem problem) {
        Expect.that(problem.node().isPresent(), "no place: " + problem.reason());
        Expect.that(!problem.reason().isEmpty(), "a reason");
    }
}
