package run.leger.cli;

import run.leger.caddy.CaddyFormatter;
import run.leger.caddy.syntax.SyntaxTree;

/** {@code leger caddy fmt}: as Caddy's own, or mended. */
final class CaddyFmt {
    private CaddyFmt() {}

    static int run(Invocation call) {
        String file = call.word("a file or - for standard input");
        CaddyRewrite.check(call, file);
        String text = call.textOf(file);
        String formatted = call.has(CliOptions.MENDED)
                ? SyntaxTree.parse(CaddyParse.name(file), text).format()
                : CaddyFormatter.format(text);
        return CaddyRewrite.show(call, "fmt", file, text, formatted);
    }
}
