package run.leger.caddy.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import run.leger.caddy.CaddyFormatter;
import run.leger.caddy.syntax.Block;
import run.leger.caddy.syntax.Comment;
import run.leger.caddy.syntax.Element;
import run.leger.caddy.syntax.Node;
import run.leger.caddy.syntax.Section;
import run.leger.caddy.syntax.Site;
import run.leger.caddy.syntax.Statement;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.caddy.syntax.Token;

/** Whole Caddyfiles. */
final class SyntaxTargets {
    private SyntaxTargets() {}

    static void parse(byte[] file) {
        SyntaxTree tree;
        try {
            tree = SyntaxTree.parse("F", file);
        } catch (SyntaxException e) {
            refused(e);
            return;
        }
        whole(tree, file);
        Expect.that(tree.problems().isEmpty(), "a strict tree with problems");
        for (String value : List.of("", "x", "a {\n}")) {
            try {
                Expect.that(tree.withEnvironment(name -> value).problems().isEmpty(), "problems");
            } catch (SyntaxException e) {
                refused(e);
            }
        }
    }

    static void parseTolerantly(byte[] file) {
        SyntaxTree tree;
        try {
            tree = SyntaxTree.parseTolerantly("F", file);
        } catch (SyntaxException e) {
            refused(e);
            return;
        }
        whole(tree, file);
        boolean strict;
        try {
            SyntaxTree.parse("F", file);
            strict = true;
        } catch (SyntaxException e) {
            strict = false;
        }
        Expect.same(tree.problems().isEmpty(), strict, "whether there are problems");
        tree.problems().forEach(SyntaxTargets::refused);
    }

    static void caddyFormatter(byte[] file) {
        byte[] formatted = CaddyFormatter.format(file);
        String text = new String(file, StandardCharsets.UTF_8);
        if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), file)) {
            Expect.same(
                    new String(formatted, StandardCharsets.UTF_8),
                    CaddyFormatter.format(text),
                    "layout as text and as bytes");
        }
    }

    static void format(byte[] file) {
        SyntaxTree tree;
        try {
            tree = SyntaxTree.parse("F", file);
        } catch (SyntaxException e) {
            return;
        }
        String formatted = tree.format();
        SyntaxTree again = SyntaxTree.parse(formatted);
        Expect.same(again.format(), formatted, "the layout of the layout");
        Expect.same(raws(again), raws(tree), "tokens");
        Expect.same(kinds(again), kinds(tree), "elements");
    }

    static void refused(SyntaxException e) {
        Expect.same(e.file(), "F", "file");
        Expect.that(e.position().line() > 0 && e.position().column() > 0, "a place");
        Expect.that(!e.reason().isEmpty(), "a reason");
    }

    /** All of the file is in the pieces, and all of the tokens in the elements. */
    static void whole(SyntaxTree tree, byte[] file) {
        Expect.that(Arrays.equals(tree.toBytes(), file), "other bytes");
        StringBuilder joined = new StringBuilder();
        List<Node> pieceTokens = new ArrayList<>();
        for (Node piece : tree.pieces()) {
            joined.append(piece.raw());
            if (piece instanceof Token) {
                pieceTokens.add(piece);
            }
        }
        Expect.same(joined.toString(), tree.print(), "pieces");
        Expect.same(pieceTokens, tree.tokens(), "tokens among pieces");
        Expect.same(tokensInElements(tree), pieceTokens, "tokens in elements");
        for (Token token : tree.tokens()) {
            Expect.that(token.isQuoted() || !token.text().isEmpty(), "an empty token");
            token.environmentSpans().forEach(span -> Expect.that(span.end() <= token.end(), "a span beyond its token"));
        }
        for (Element element : tree.elements()) {
            Expect.that(element.start() < element.end(), "an element of nothing");
            Expect.that(!element.toString().isEmpty(), "a name");
        }
    }

    /** In the order of the file; without calling itself, for blocks may be nested deeper than the stack is. */
    private static List<Node> tokensInElements(SyntaxTree tree) {
        List<Node> found = new ArrayList<>();
        Deque<Node> left = new ArrayDeque<>();
        push(left, tree.elements());
        while (!left.isEmpty()) {
            Node node = left.pop();
            if (node instanceof Token) {
                found.add(node);
            } else if (node instanceof Block block) {
                block.close().ifPresent(left::push);
                push(left, block.elements());
                left.push(block.open());
            } else if (node instanceof Statement statement) {
                push(left, statement.parts());
            } else if (node instanceof Section section) {
                if (section instanceof Site site && site.stray() != null) {
                    left.push(site.stray());
                }
                section.block().ifPresentOrElse(left::push, () -> push(left, section.elements()));
                push(left, section.head());
            }
        }
        return found;
    }

    private static void push(Deque<Node> left, List<? extends Node> nodes) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            left.push(nodes.get(i));
        }
    }

    static List<String> raws(SyntaxTree tree) {
        return new ArrayList<>(tree.tokens().stream().map(Node::raw).toList());
    }

    private static List<Class<?>> kinds(SyntaxTree tree) {
        List<Class<?>> kinds = new ArrayList<>();
        tree.elements().forEach(element -> kinds.add(element.getClass()));
        return kinds;
    }

    /** Returns all statements and comments, in no particular order. */
    static List<Element> allElements(SyntaxTree tree) {
        List<Element> found = new ArrayList<>();
        Deque<Element> left = new ArrayDeque<>(tree.elements());
        while (!left.isEmpty()) {
            Element element = left.pop();
            found.add(element);
            if (element instanceof Section section) {
                section.elements().forEach(left::push);
            } else if (element instanceof Statement statement) {
                statement.parts().forEach(part -> {
                    if (part instanceof Block block) {
                        block.elements().forEach(left::push);
                    }
                });
            } else {
                Expect.that(element instanceof Comment, "another kind of element");
            }
        }
        return found;
    }
}
