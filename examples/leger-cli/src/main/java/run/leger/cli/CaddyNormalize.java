package run.leger.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.syntax.SyntaxTree;

/** {@code leger caddy normalize}: a Caddyfile through the typed model and back; imports and environment spans stay. */
final class CaddyNormalize {
    private CaddyNormalize() {}

    static int run(Invocation call) {
        String file = call.word("a file or - for standard input");
        CaddyRewrite.check(call, file);
        String text = call.textOf(file);
        Caddyfile model = Caddyfile.of(SyntaxTree.parse(CaddyParse.name(file), text));
        List<CaddyfileProblem> problems = CaddyCheck.standard(call).check(model);
        problems.forEach(problem -> call.console().note(Console.shownLines(problem.toString())));
        if (problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
            throw new RefusedException(
                    CaddyParse.name(file) + " is no Caddyfile that Caddy would take",
                    "correct the file at these places");
        }
        return CaddyRewrite.show(
                call,
                "normalize",
                file,
                text.getBytes(StandardCharsets.UTF_8),
                model.render().getBytes(StandardCharsets.UTF_8));
    }
}
