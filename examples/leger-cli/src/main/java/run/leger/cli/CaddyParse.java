package run.leger.cli;

import java.util.List;
import java.util.Locale;
import run.leger.caddy.syntax.Block;
import run.leger.caddy.syntax.Comment;
import run.leger.caddy.syntax.Element;
import run.leger.caddy.syntax.GlobalOptions;
import run.leger.caddy.syntax.Import;
import run.leger.caddy.syntax.NamedRoute;
import run.leger.caddy.syntax.Node;
import run.leger.caddy.syntax.Part;
import run.leger.caddy.syntax.Position;
import run.leger.caddy.syntax.Section;
import run.leger.caddy.syntax.Site;
import run.leger.caddy.syntax.Statement;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.caddy.syntax.Token;
import run.leger.core.internal.JsonOut;

/** {@code leger caddy parse}: the tree of a Caddyfile as JSON, or all of its mistakes. */
final class CaddyParse {
    /** More would be deeper than the writer's stack, and than any Caddyfile. */
    private static final int DEEPEST = 200;

    private CaddyParse() {}

    static int run(Invocation call) {
        String file = call.word("a file or - for standard input");
        SyntaxTree tree = SyntaxTree.parseTolerantly(name(file), call.bytesOf(file));
        if (!tree.problems().isEmpty()) {
            // The first is the answer; an editor wants the others as well.
            for (SyntaxException problem :
                    tree.problems().subList(1, tree.problems().size())) {
                call.console().note(Console.shownLines(problem.getMessage()));
            }
            throw tree.problems().get(0);
        }
        call.console()
                .object(
                        "caddy parse",
                        out -> elements(out.field("file", tree.file().name()), "elements", tree.elements(), 0));
        return Exit.OK;
    }

    /** Returns what messages call a file. */
    static String name(String file) {
        return file.equals("-") ? "stdin" : file;
    }

    private static void elements(JsonOut out, String field, List<Element> elements, int depth) {
        if (depth > DEEPEST) {
            throw new RefusedException(
                    elements.isEmpty()
                            ? "blocks are nested too deep"
                            : place(elements.get(0)) + ": blocks are nested too deep",
                    "nest fewer than " + DEEPEST + " blocks");
        }
        out.objects(field, elements, element -> element(out, element, depth));
    }

    private static String place(Node node) {
        Position position = node.position();
        return node.file() + ":" + position.line() + ":" + position.column();
    }

    private static void element(JsonOut out, Element element, int depth) {
        out.field("type", type(element));
        at(out, element);
        if (element instanceof Comment comment) {
            out.field("text", comment.text());
        } else if (element instanceof Section section) {
            out.objects("head", section.head(), token -> token(out, token));
            out.field("braces", section.block().isPresent());
            elements(out, "elements", section.elements(), depth + 1);
        } else if (element instanceof Statement statement) {
            out.objects("parts", statement.parts(), part -> part(out, part, depth));
        }
    }

    private static String type(Element element) {
        if (element instanceof Comment) {
            return "comment";
        }
        if (element instanceof Import) {
            return "import";
        }
        if (element instanceof Statement) {
            return "directive";
        }
        if (element instanceof Site) {
            return "site";
        }
        if (element instanceof GlobalOptions) {
            return "global_options";
        }
        return element instanceof NamedRoute ? "named_route" : "snippet";
    }

    private static void part(JsonOut out, Part part, int depth) {
        if (part instanceof Token token) {
            out.field("type", "token");
            token(out, token);
        } else if (part instanceof Block block) {
            out.field("type", "block");
            at(out, block);
            elements(out, "elements", block.elements(), depth + 1);
        }
    }

    private static void token(JsonOut out, Token token) {
        at(out, token);
        out.field("text", token.text()).field("quote", token.quote().name().toLowerCase(Locale.ROOT));
        if (!token.environmentSpans().isEmpty()) {
            out.objects(
                    "environment",
                    token.environmentSpans(),
                    span -> out.field("name", span.name())
                            .field("default", span.defaultValue().orElse(null)));
        }
    }

    private static void at(JsonOut out, Node node) {
        Position position = node.position();
        out.field("line", (long) position.line()).field("column", (long) position.column());
    }
}
