package run.leger.caddy.syntax;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.internal.Lexical;

/**
 * Lays a file out as {@code caddy fmt} does where that keeps its meaning: white space, line ends and the places of braces change, tokens and
 * comments do not, nor on which line of Caddy's a token is. What it made it leaves as it is.
 */
final class Layout {
    private static final int MAX_TABS = 10;
    private static final String CONTINUATION = " \\\n ";

    private final SyntaxTree tree;
    private final String text;
    private final StringBuilder out;
    /** Where braces open and close blocks; other braces are arguments. */
    private final BitSet opening = new BitSet();

    private final BitSet closing = new BitSet();
    /** Closing braces that must not be on the line of what is before them. */
    private final BitSet strict = new BitSet();
    /** Closing braces of sections. */
    private final BitSet ending = new BitSet();
    /** Braces that stay on a line of their own, since no head is before them. */
    private final BitSet headless = new BitSet();
    /** Braces that may move up to their head although a line ends before them. */
    private final BitSet movable = new BitSet();

    private int depth;
    private @Nullable Token token;
    private @Nullable Node last;
    /** Whether the last piece is a comment whose line end Caddy does not count, because of a backslash. */
    private boolean hidden;
    /** How many line ends that Caddy counts were written since the last token. */
    private int counted;

    Layout(SyntaxTree tree) {
        this.tree = tree;
        text = tree.file().text();
        out = new StringBuilder(text.length() + text.length() / 8 + 1);
        findBraces();
    }

    String write() {
        if (text.startsWith("\ufeff")) {
            out.append('\ufeff');
        }
        Lexer lexer = new Lexer(tree.file());
        for (Token next = lexer.next(); ; next = lexer.next()) {
            lexer.takeComments().forEach(this::write);
            if (next == null) {
                break;
            }
            write(next);
        }
        if (last instanceof Comment) {
            return trimmed() + "\n";
        }
        if (isLikeHeredoc()) {
            out.append(' ');
        }
        // A line end after an open quote would be one more character of its token.
        return token != null && token.isOpenQuote()
                ? out.toString()
                : out.append('\n').toString();
    }

    private void write(Token next) {
        before(next, gap(next));
        out.append(next.raw());
        if (opening.get(next.start())) {
            depth++;
        }
        token = next;
        counted = 0;
        last = next;
    }

    private void write(Comment comment) {
        Gap gap = gap(comment);
        boolean hides = gap.backslash || comment.hidesLineEnd();
        beforeComment(gap, hides);
        int end = comment.end();
        while (text.charAt(end - 1) == '\r') {
            end--;
        }
        out.append(text, comment.start(), end);
        hidden = hides;
        last = comment;
    }

    /** Returns whether a line end here would make a heredoc of the last token, which is none because a space or nothing follows it. */
    private boolean isLikeHeredoc() {
        return last instanceof Token end
                && end.quote() == Quote.NONE
                && text.charAt(end.start()) == '<'
                && end.raw().replace("\r", "").startsWith("<<");
    }

    private Gap gap(Node to) {
        boolean afterWord = last instanceof Token word && word.quote() == Quote.NONE;
        return new Gap(text, last == null ? 0 : last.end(), to.start(), afterWord);
    }

    private String trimmed() {
        int end = out.length();
        while (end > 0 && Lexical.isSpace(out.charAt(end - 1))) {
            end--;
        }
        return out.substring(0, end);
    }

    /** The white space before a piece: how many lines end in it, and whether all of them are continued. */
    private static final class Gap {
        final boolean empty;
        final int lineEnds;
        /** How many of them no backslash hides. */
        final int plainEnds;

        final boolean continued;
        /** A backslash after the last line end, which waits for the line end after a comment. */
        final boolean backslash;

        Gap(String text, int from, int to, boolean afterWord) {
            empty = from == to;
            int ends = 0;
            int hiddenEnds = 0;
            boolean pending = false;
            for (int i = from; i < to; i++) {
                if (afterWord && i == from + 1 && text.charAt(i) != '\r' && text.charAt(i) != '\n') {
                    // Caddy loses a backslash at the end of a word.
                    pending = false;
                }
                char c = text.charAt(i);
                if (c == '\n') {
                    ends++;
                    hiddenEnds += pending ? 1 : 0;
                    pending = false;
                } else if (c == '\\') {
                    pending = true;
                }
            }
            lineEnds = ends;
            plainEnds = ends - hiddenEnds;
            continued = ends > 0 && plainEnds == 0;
            backslash = pending;
        }
    }

    private void before(Token next, Gap gap) {
        Token previous = token;
        boolean afterOpening = last instanceof Token && opening.get(last.start());
        if (closing.get(next.start())) {
            depth = Math.max(0, depth - 1);
            if (previous != null
                    && previous.isOnLineOf(next)
                    && previous.quote() == Quote.NONE
                    && previous.says("{}")) {
                out.append(' '); // Caddy refuses such a token at the end of a line.
            } else if (strict.get(next.start())) {
                newLine(next, 1);
            } else {
                lines(1);
            }
        } else if (last == null) {
            if (out.isEmpty() && text.startsWith("\ufeff", next.start())) {
                // At the very start it would be a byte order mark, and no part of the token.
                out.append(' ');
            }
        } else if (afterOpening) {
            newLine(next, 1);
        } else if (last instanceof Comment) {
            newLine(next, isOnLineOf(previous, next) ? 1 : 1 + Math.min(gap.lineEnds - 1, 2));
        } else if (previous != null && closing.get(previous.start())) {
            afterClosing(previous, next, gap);
        } else if (headless.get(next.start())) {
            newLine(next, Math.max(1, Math.min(gap.lineEnds, 2)));
        } else if (opening.get(next.start()) && isOnLineOf(previous, next)) {
            out.append(gap.continued ? CONTINUATION : " ");
        } else if (opening.get(next.start()) && movable.get(next.start())) {
            out.append(' ');
        } else if (isOnLineOf(previous, next)) {
            sameLine(gap);
        } else {
            newLine(next, Math.max(1, Math.min(gap.lineEnds, 2)));
        }
    }

    /** Ends the line, with as many line ends as it takes for Caddy to see that it has ended. */
    private void newLine(Token next, int count) {
        int needed = count;
        Token previous = token;
        if (previous != null && !previous.isOnLineOf(next)) {
            needed = (previous.takesNextLine() ? 2 : 1) - counted + (last instanceof Comment && hidden ? 1 : 0);
        }
        lines(Math.max(count, needed));
    }

    private static boolean isOnLineOf(@Nullable Token previous, Token next) {
        return previous != null && previous.isOnLineOf(next);
    }

    private void sameLine(Gap gap) {
        if (gap.continued) {
            out.append(CONTINUATION);
        } else if (gap.lineEnds > 0) {
            lines(1);
        } else if (!gap.empty) {
            out.append(' ');
        }
    }

    private void afterClosing(Token brace, Token next, Gap gap) {
        boolean sameLine = brace.isOnLineOf(next);
        if (sameLine && next.says("import") && ending.get(brace.start())) {
            out.append(' '); // On a line of its own Caddy would obey it.
        } else if (!sameLine || ending.get(brace.start())) {
            newLine(next, gap.lineEnds == 1 ? 1 : 2);
        } else if (gap.continued) {
            out.append(CONTINUATION);
        } else if (depth == 0) {
            out.append(' ');
        } else {
            tabs(); // Caddy's formatter begins a line at a closing brace, and indents what follows on it.
        }
    }

    private void beforeComment(Gap gap, boolean hides) {
        Token previous = token;
        if (last == null) {
            if (gap.backslash) {
                out.append("\\ ");
            }
            return;
        }
        if (last instanceof Token && opening.get(last.start())) {
            lines(1);
        } else if (last instanceof Comment) {
            // After a hidden line end the line may still go on behind this comment.
            lines(hidden && gap.plainEnds == 1 ? 1 : 1 + Math.min(gap.lineEnds - 1, 2));
        } else if (previous != null && closing.get(previous.start()) && gap.lineEnds == 0) {
            if (depth > 0) {
                tabs();
            } else if (hides) {
                out.append(' '); // What follows may still be on the line of the brace.
            } else {
                lines(2);
            }
        } else if (gap.continued) {
            out.append(CONTINUATION);
        } else if (gap.lineEnds == 0) {
            out.append(' ');
        } else {
            lines(Math.min(gap.lineEnds, 2));
        }
        if (gap.backslash) {
            out.append("\\ ");
        }
    }

    private void lines(int count) {
        if (isLikeHeredoc()) {
            out.append(' ');
        }
        for (int i = 0; i < count; i++) {
            out.append('\n');
        }
        counted += last instanceof Comment && hidden ? count - 1 : count;
        tabs();
    }

    private void tabs() {
        out.append("\t\t\t\t\t\t\t\t\t\t", 0, Math.min(depth, MAX_TABS));
    }

    /** Takes no more of its own stack for nested blocks, and of the statements only those that have blocks. */
    private void findBraces() {
        Deque<List<Element>> left = new ArrayDeque<>();
        left.push(tree.elements());
        while (!left.isEmpty()) {
            for (Element element : left.pop()) {
                if (element instanceof Statement statement) {
                    findBraces(statement, left);
                } else if (element instanceof Section section) {
                    findBraces(section, left);
                }
            }
        }
    }

    private void findBraces(Section section, Deque<List<Element>> left) {
        Block braces = section.block().orElse(null);
        if (braces == null) {
            left.push(section.elements());
            if (section instanceof Site site && site.stray() != null) {
                end(site.stray(), true);
            }
            return;
        }
        block(braces, left);
        (section.head().isEmpty() ? headless : movable).set(braces.start());
        if (braces.closing() != null) {
            end(braces.closing(), section instanceof Site || section instanceof GlobalOptions);
        }
    }

    private void end(Token brace, boolean ofSite) {
        closing.set(brace.start());
        ending.set(brace.start());
        if (ofSite) {
            strict.set(brace.start());
        }
    }

    private void findBraces(Statement statement, Deque<List<Element>> left) {
        List<Part> parts = statement.parts();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Block block) {
                block(block, left);
            }
        }
        if (parts.get(0) instanceof Block) {
            headless.set(statement.start());
        }
    }

    private void block(Block block, Deque<List<Element>> left) {
        opening.set(block.start());
        if (block.closing() != null) {
            closing.set(block.closing().start());
        }
        left.push(block.elements());
    }
}
