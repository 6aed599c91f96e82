package run.leger.caddy.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import run.leger.caddy.Argument;
import run.leger.caddy.UnwritableValueException;
import run.leger.caddy.internal.Lexical;

/**
 * Collects changes to a file and makes them all at once. What is not touched stays as it is, to the last space. Sources that are given as text
 * are syntax: a value goes through {@link #setArgument}, which spells it so that it stays a value.
 */
public final class SyntaxEditor {
    private final SyntaxTree tree;
    private final SourceFile file;
    private final List<Change> changes = new ArrayList<>();

    /** Text in place of the text from start to end. */
    private record Change(int start, int end, String text) {}

    SyntaxEditor(SyntaxTree tree) {
        this.tree = tree;
        file = tree.file();
    }

    /**
     * Writes something else in the place of a node.
     *
     * @param node a node of the tree
     * @param source what stands there then, as it is written in a Caddyfile
     * @return this editor
     * @throws IllegalArgumentException if the node is of another tree, or was changed already
     */
    public SyntaxEditor replace(Node node, String source) {
        return change(own(node).start(), node.end(), source);
    }

    /**
     * Gives a statement another argument in the place of one that it has, or one more. The value cannot become syntax: its spelling is the
     * writer's, for a snippet with one more backslash before each brace.
     *
     * @param statement a statement of the tree
     * @param index which argument, from 0; the number of arguments for one more
     * @param value the value
     * @return this editor
     * @throws IllegalArgumentException if the statement is of another tree, or that argument was changed already
     * @throws IndexOutOfBoundsException if it has fewer arguments
     * @throws UnwritableValueException if the value has no spelling there
     */
    public SyntaxEditor setArgument(Statement statement, int index, Argument value) {
        own(statement);
        List<Token> arguments = statement.arguments();
        Objects.checkIndex(index, arguments.size() + 1);
        String position = "argument " + (index + 1);
        String source = value.source(position, isInSnippet(statement) ? 1 : 0);
        if (source.indexOf('\n') >= 0 && isContinued(statement, index)) {
            throw new UnwritableValueException(
                    position,
                    "holds a line end, after which Caddy ends a line that was continued with a backslash before",
                    "write the line without the backslash");
        }
        if (source.indexOf('}') >= 0
                && file.hasOpenSpan(statement.parts().get(index).end())) {
            throw new UnwritableValueException(
                    position,
                    "has a closing brace, and an environment span before it has none",
                    "end the span or write its opening another way first");
        }
        if (index == arguments.size()) {
            Part before = statement.parts().get(index);
            if (before instanceof Token token && token.isOpenQuote()) {
                throw new UnwritableValueException(
                        position, "comes after a quote that goes to the end of the file", "end the quote first");
            }
            int end = Ends.withBackslash(before);
            return change(end, end, " " + source + spaceBefore(end));
        }
        Token old = arguments.get(index);
        if (old.takesNextLine()
                && index + 2 < statement.parts().size()
                && file.text()
                        .substring(old.end(), statement.parts().get(index + 2).start())
                        .contains("\n")) {
            throw new UnwritableValueException(
                    position,
                    "stands for a heredoc without text, which makes what is on the next line arguments too",
                    "write them on the line of the heredoc");
        }
        boolean glued = !Lexical.isSpace(file.text().charAt(old.start() - 1));
        int end = Ends.withBackslash(old);
        return change(old.start(), end, (glued ? " " : "") + source + spaceBefore(end));
    }

    /** Returns whether Caddy still has line ends to count where an argument stands: from a continuation, or a comment with a backslash. */
    private boolean isContinued(Statement statement, int index) {
        Part before = statement.parts().get(index);
        if (index + 1 < statement.parts().size()) {
            int lineEnd = file.text().indexOf('\n', before.end());
            if (lineEnd >= 0 && lineEnd < statement.parts().get(index + 1).start()) {
                return true;
            }
        }
        int counted = before instanceof Token token ? token.line() : 0;
        for (EnvironmentSpan span : Spans.in(file, 0, before.start())) {
            counted += file.position(span.end()).line()
                    - file.position(span.start()).line();
        }
        return before.position().line() != counted;
    }

    /** A token can stand directly before another one; an argument that is not quoted cannot. */
    private String spaceBefore(int offset) {
        int next = offset;
        while (next < file.text().length() && file.text().charAt(next) == '\r') {
            next++; // It ends no word.
        }
        return next == file.text().length() || Lexical.isSpace(file.text().charAt(next)) ? "" : " ";
    }

    private boolean isInSnippet(Node node) {
        for (Element element : tree.elements()) {
            if (element instanceof Snippet && element.start() <= node.start() && node.end() <= element.end()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Removes a node. Where nothing else is on its lines, they go as well.
     *
     * @param element an element of the tree
     * @return this editor
     * @throws IllegalArgumentException if it is of another tree, or was changed already
     */
    public SyntaxEditor remove(Element element) {
        String text = file.text();
        int start = own(element).start();
        int end = Ends.withBackslash(element);
        int lineStart = text.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = text.indexOf('\n', end);
        int next = lineEnd < 0 ? text.length() : lineEnd + 1;
        boolean alone = text.substring(lineStart, start).isBlank()
                && text.substring(end, next).isBlank();
        return alone ? change(lineStart, next, "") : change(start, end, "");
    }

    /**
     * Writes lines before an element, with its indentation.
     *
     * @param element an element of the tree that begins its line
     * @param source what is written, as it is in a Caddyfile, without a line end at its end
     * @return this editor
     * @throws IllegalArgumentException if the element is of another tree, or does not begin its line
     */
    public SyntaxEditor insertBefore(Element element, String source) {
        int start = own(element).start();
        String indent = indent(start);
        String line = source + lineEnd() + indent;
        return change(start, start, isLineOpen(element) ? lineEnd() + indent + line : line);
    }

    /** Returns whether a line that begins here would go on with the statement before: Caddy does not count the line end before a comment. */
    private boolean isLineOpen(Element element) {
        if (!(element instanceof Comment)) {
            return false;
        }
        List<Node> pieces = tree.pieces();
        int index = pieces.indexOf(element);
        if (index < 2 || !(pieces.get(index - 1) instanceof Space space)) {
            return false;
        }
        String gap = space.raw();
        return gap.indexOf('\n') == gap.lastIndexOf('\n') && Ends.hidesLineEnd(pieces.get(index - 2), gap);
    }

    /**
     * Writes lines after the line that an element ends on, with its indentation.
     *
     * @param element an element of the tree that begins its line
     * @param source what is written, as it is in a Caddyfile, without a line end at its end
     * @return this editor
     * @throws IllegalArgumentException if the element is of another tree, does not begin its line, or a quote on the line it ends on goes to
     *     the end of the file
     */
    public SyntaxEditor insertAfter(Element element, String source) {
        String indent = indent(own(element).start());
        Node last = Ends.lastToken(element);
        int from = Ends.withBackslash(element);
        int end = lineEndAfter(from);
        // What else is on the line.
        Lexer lexer = new Lexer(file, from);
        for (Token next = lexer.next(); ; next = lexer.next()) {
            for (Comment comment : lexer.takeComments()) {
                if (comment.start() < end) {
                    last = comment;
                    from = comment.end();
                    end = lineEndAfter(from);
                }
            }
            if (next == null || next.start() >= end) {
                break;
            }
            last = next;
            from = next.endWithBackslash();
            end = lineEndAfter(from);
        }
        String gap = file.text().substring(from, end);
        if (last instanceof Token token && token.isOpenQuote() || gap.indexOf('"') >= 0 || gap.indexOf('`') >= 0) {
            throw new IllegalArgumentException("a quote that goes to the end of the file: " + element);
        }
        String lines = Ends.hidesLineEnd(last, gap) ? lineEnd() + lineEnd() : lineEnd();
        if (last instanceof Token token
                && token.isLikeHeredoc()
                && gap.replace("\r", "").isEmpty()) {
            lines = " " + lines;
        }
        if (end < file.text().length() && file.text().charAt(end - 1) == '\r') {
            end--;
        }
        return change(end, end, lines + indent + source);
    }

    private int lineEndAfter(int offset) {
        int end = file.text().indexOf('\n', offset);
        return end < 0 ? file.text().length() : end;
    }

    private String indent(int start) {
        String before = file.text().substring(file.text().lastIndexOf('\n', start - 1) + 1, start);
        if (!before.isBlank()) {
            throw new IllegalArgumentException("the element does not begin its line: " + place(start));
        }
        return before;
    }

    private String lineEnd() {
        return file.text().contains("\r\n") ? "\r\n" : "\n";
    }

    /**
     * Makes the changes.
     *
     * @return the new tree; the old one stays as it is
     * @throws SyntaxException if what comes of them is no Caddyfile
     */
    public SyntaxTree apply() {
        StringBuilder out = new StringBuilder(file.text().length());
        List<Change> sorted = new ArrayList<>(changes);
        // In the order in which they were asked for, where several are for one place.
        sorted.sort(Comparator.comparingInt(Change::start).thenComparingInt(Change::end));
        int from = 0;
        for (Change change : sorted) {
            out.append(file.text(), from, change.start()).append(change.text());
            from = change.end();
        }
        out.append(file.text(), from, file.text().length());
        if (out.indexOf("\ufeff") == 0 && !file.text().startsWith("\ufeff")) {
            out.insert(0, '\n'); // At the very start it would be a byte order mark, and no text.
        }
        return SyntaxTree.strict(file.with(out.toString()));
    }

    private SyntaxEditor change(int start, int end, String text) {
        for (Change change : changes) {
            boolean disjoint = end <= change.start() || change.end() <= start;
            boolean same = start == change.start() && end == change.end() && start < end;
            if (!disjoint || same) {
                throw new IllegalArgumentException("changed already: " + place(start));
            }
        }
        changes.add(new Change(start, end, text));
        return this;
    }

    private Node own(Node node) {
        if (node.file() != file) {
            throw new IllegalArgumentException("a node of another tree: " + node);
        }
        return node;
    }

    private String place(int offset) {
        Position position = file.position(offset);
        return file + ":" + position.line() + ":" + position.column();
    }
}
