package run.leger.cli;

import run.leger.caddy.CaddyFormatter;
import run.leger.caddy.syntax.SyntaxTree;

/** {@code leger caddy fmt}: as Caddy's own, or mended. */
final class CaddyFmt {
    private CaddyFmt() {}

    static int run(Invocation call) {
        String file = call.word("a file or - for standard input");
        CaddyRewrite.check(call, file);
        byte[] before = call.bytesOf(file);
        byte[] after =
                call.has(CliOptions.MENDED) ? mended(CaddyParse.name(file), before) : CaddyFormatter.format(before);
        return CaddyRewrite.show(call, "fmt", file, before, after);
    }

    /** Bytes that are no UTF-8 stay as they are: the tree's own text holds them, and only the tree gives them back. */
    private static byte[] mended(String name, byte[] before) {
        return SyntaxTree.parse(name, SyntaxTree.parse(name, before).format()).toBytes();
    }
}
