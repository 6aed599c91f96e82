package run.leger.caddy.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tree of a file's tokens, as Caddy's block parser groups them. It needs no stack of its own for nested blocks, and goes on after a
 * mistake, so that every file that has tokens has a tree.
 */
final class Parser {
    private static final int MAX_PROBLEMS = 100;

    private final SourceFile file;
    private final Lexer lexer;
    /** What stands in blocks that are not closed yet, the outermost first, and below it what stands in the file. */
    private final Pile<Element> elements = new Pile<>();
    /** The statements that are not finished yet, and the head of a section that is being read. */
    private final Pile<Part> parts = new Pile<>();

    private final Pile<Token> headPile = new Pile<>();
    /** How many keys the head has, see {@link Heads}, and the last of them. */
    private int keys;

    private String lastKey = "";

    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<SyntaxException> problems = new ArrayList<>();
    private final Set<String> snippets = new HashSet<>();
    private @Nullable Token before;
    private @Nullable Token token;
    private @Nullable Token after;
    /** The comments before the token, and before the one after it. */
    private List<Comment> comments = List.of();

    private List<Comment> laterComments = List.of();

    Parser(SourceFile file) {
        this.file = file;
        lexer = new Lexer(file);
        after = lexer.next();
        laterComments = lexer.takeComments();
        advance();
    }

    List<SyntaxException> problems() {
        return problems;
    }

    List<Element> parse() {
        while (token != null) {
            section(token);
        }
        elements.addAll(comments);
        return elements.take(0);
    }

    private void advance() {
        before = token;
        token = after;
        comments = laterComments;
        if (token != null) {
            after = lexer.next();
            laterComments = lexer.takeComments();
        } else {
            laterComments = List.of();
        }
    }

    private boolean isNewLine() {
        return before == null || token == null || !before.isOnLineOf(token);
    }

    private boolean isNextOnNewLine() {
        return token == null || after == null || !token.isOnLineOf(after);
    }

    private void problem(Token where, String reason) {
        problem(where.start(), reason);
    }

    private void problem(int offset, String reason) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new SyntaxException(file, offset, reason));
        }
    }

    private void section(Token first) {
        if (first.says("import") && isNewLine()) {
            // Only its own line: what follows is the next section.
            elements.addAll(new Body(Rules.IMPORT_LINE, null).read());
            return;
        }
        elements.addAll(comments);
        List<Token> head = head();
        boolean route = keys == 1 && isNamed(lastKey, "&(");
        boolean snippet = keys == 1 && isNamed(lastKey, "(");
        // A name alone at the end of a file defines nothing.
        if (snippet && token != null && !snippets.add(lastKey)) {
            String name = lastKey.substring(1, lastKey.length() - 1);
            problem(head.get(0), "redeclaration of previously declared snippet " + name);
        }
        Block block = token == null || !token.isBrace('{')
                ? null
                : block(route || snippet ? Rules.VERBATIM : Rules.SITE, token);
        if (block != null && keys == 0) {
            elements.add(new GlobalOptions(head, block));
        } else if (route && (block != null || token == null)) {
            elements.add(new NamedRoute(head, block));
        } else if (snippet && (block != null || token == null)) {
            elements.add(new Snippet(head, block));
        } else if (block != null) {
            elements.add(new Site(head, block, block.elements(), null));
        } else {
            if (token != null && (route || snippet)) {
                problem(token, "syntax error: unexpected token '" + token.text() + "', expecting '{'");
            }
            Body body = new Body(Rules.SITE, null);
            List<Element> content = token == null ? List.of() : body.read();
            elements.add(new Site(head, null, content, body.closing));
        }
    }

    private static boolean isNamed(String key, String opening) {
        return key.startsWith(opening) && key.endsWith(")");
    }

    /** Reads the tokens before a block: to its brace, or to the end of a line that does not end in a comma. */
    private List<Token> head() {
        keys = 0;
        readHead();
        return headPile.take(0);
    }

    private void readHead() {
        boolean another = false;
        while (token != null) {
            Token key = token;
            if (key.isBrace('{')) {
                if (another) {
                    problem(key, "Expected another address but had '{' - check for extra comma");
                }
                return;
            }
            if (headPile.size() > 0 && key.says("import") && isNewLine()) {
                problem(key, "an import among site addresses: what it brings decides where they end");
            }
            String text = checkedKey(key);
            headPile.add(key);
            if (!text.isEmpty()) {
                another = text.endsWith(",");
                countKey(Heads.key(text));
            }
            advance();
            if (token != null && !another && isNewLine()) {
                return;
            }
        }
        if (another) {
            problem(file.text().length(), "unexpected EOF");
        }
    }

    private void countKey(String key) {
        if (!key.isEmpty()) {
            keys++;
            lastKey = key;
        }
    }

    private String checkedKey(Token key) {
        String text = key.text();
        if (text.startsWith("@")) {
            problem(key, "request matchers may not be defined globally, they must be in a site block; found " + text);
        } else if (text.endsWith("{") && !key.isQuoted()) {
            problem(
                    key,
                    "Site addresses cannot end with a curly brace: '" + text
                            + "' - put a space between the token and the brace");
        } else if (text.indexOf(',') >= 0 && Heads.key(withoutSpans(key)).indexOf(',') >= 0) {
            problem(
                    key,
                    "Site addresses cannot contain a comma ',': '" + Heads.key(text)
                            + "' - put a space after the comma to separate site addresses");
        } else if (key.isBrace('}')) {
            problem(key, "a closing brace without an opening one");
        }
        return text;
    }

    /** What a span stands for may be several addresses, and is not known. */
    private String withoutSpans(Token key) {
        String text = key.text();
        for (EnvironmentSpan span : key.environmentSpans()) {
            text = text.replace(file.text().substring(span.start(), span.end()), "");
        }
        return text;
    }

    private Block block(Rules rules, Token open) {
        advance();
        Body body = new Body(rules, open);
        List<Element> content = body.read();
        return new Block(open, content, body.closing);
    }

    /** What is looked at beside the grouping. */
    private enum Rules {
        /** Lines of a site: a brace must end its line, and close on one of its own. */
        SITE,
        /** The body of a snippet or named route, of which Caddy only counts the braces until it is used. */
        VERBATIM,
        /** A single statement between sections. */
        IMPORT_LINE
    }

    /** A block that is being read, and the statement that is being read in it. */
    private final class Frame {
        final @Nullable Token open;
        /** Whether it belongs to an import, whose block is only handed over. */
        final boolean ofImport;

        private final int firstElement = elements.size();
        private final int firstPart = parts.size();
        boolean inStatement;

        Frame(@Nullable Token open, boolean ofImport) {
            this.open = open;
            this.ofImport = ofImport;
        }

        /** Ends the statement, where one is being read. */
        void finish() {
            if (inStatement) {
                boolean isImport = isImport();
                List<Part> all = parts.take(firstPart);
                elements.add(isImport ? new Import(all) : new Directive(all));
                inStatement = false;
            }
        }

        /** Returns what was read in it. */
        List<Element> elements() {
            return elements.take(firstElement);
        }

        void add(Part part) {
            inStatement = true;
            parts.add(part);
        }

        int size() {
            return parts.size() - firstPart;
        }

        /** Returns the token at a place of the statement, null where there is none. */
        @Nullable
        Token token(int index) {
            return index < size() && parts.get(firstPart + index) instanceof Token found ? found : null;
        }

        boolean isImport() {
            return importWord() != null;
        }

        /** Returns the word of an import, null where the statement is none. */
        @Nullable
        Token importWord() {
            Token name = token(0);
            return name != null && name.says("import") ? name : null;
        }

        /** Returns whether the statement is an import that has no block yet: it takes all of its line, and nothing of the next. */
        boolean isOpenImport() {
            return inStatement && isImport() && token(size() - 1) != null;
        }
    }

    /** Reads statements, block in block, to the brace that closes the outermost one. */
    private final class Body {
        final Rules rules;
        /** The brace that ended it. */
        @Nullable
        Token closing;

        Body(Rules rules, @Nullable Token open) {
            this.rules = rules;
            frames.push(new Frame(open, false));
        }

        List<Element> read() {
            Frame outermost = frames.element();
            while (token != null) {
                Token now = token;
                boolean newLine = isNewLine();
                if (now.isBrace('}') && !isArgumentOfImport(newLine)) {
                    if (close(now, newLine)) {
                        return frames.pop().elements();
                    }
                } else if (rules == Rules.IMPORT_LINE && frames.size() == 1 && newLine && outermost.inStatement) {
                    break;
                } else if (now.isBrace('{')) {
                    open(now, newLine);
                } else {
                    word(now, newLine);
                }
            }
            end();
            return frames.pop().elements();
        }

        private boolean isArgumentOfImport(boolean newLine) {
            return !newLine && rules != Rules.VERBATIM && frames.element().isOpenImport();
        }

        private void word(Token now, boolean newLine) {
            Frame frame = frames.element();
            boolean inDirective = frames.size() > 1 || frame.inStatement && !frame.isImport();
            boolean emptyBlock = rules == Rules.SITE && inDirective && now.quote() == Quote.NONE && now.says("{}");
            if (emptyBlock && isNextOnNewLine()) {
                problem(now, "Unexpected '{}' at end of line");
            }
            // Caddy looks for these braces before it looks for the line, and so takes them for more of the directive.
            boolean joins = emptyBlock && frames.size() == 1;
            if (newLine && !joins || !frame.inStatement) {
                finish(frame);
                elements.addAll(comments);
            }
            frame.add(now);
            advance();
        }

        private void open(Token now, boolean newLine) {
            Frame frame = frames.element();
            boolean ofImport = frame.ofImport || !newLine && frame.isOpenImport();
            if (newLine && frame.isOpenImport()) {
                finish(frame);
            }
            if (!frame.inStatement) {
                elements.addAll(comments);
            }
            if (rules == Rules.SITE && !ofImport) {
                if (frames.size() == 1 && !frame.inStatement) {
                    problem(now, "a block without a name");
                } else if (!isNextOnNewLine()) {
                    problem(now, "Unexpected next token after '{' on same line");
                } else if (newLine) {
                    problem(now, "Unexpected '{' on a new line; did you mean to place the '{' on the previous line?");
                }
            }
            frame.inStatement = true;
            frames.push(new Frame(now, ofImport));
            advance();
        }

        /** Returns whether the outermost block was closed. */
        private boolean close(Token now, boolean newLine) {
            Frame frame = frames.element();
            boolean outermost = frames.size() == 1;
            if (outermost && frame.inStatement && !newLine && rules == Rules.SITE) {
                problem(now, "Unexpected '}' because no matching opening brace");
            }
            finish(frame);
            if (outermost && rules == Rules.IMPORT_LINE) {
                return true;
            }
            elements.addAll(comments);
            advance();
            if (outermost) {
                closing = now;
                return true;
            }
            pop(now);
            return false;
        }

        private void pop(@Nullable Token brace) {
            Frame inner = frames.pop();
            Token open = inner.open;
            if (open != null) {
                frames.element().add(new Block(open, inner.elements(), brace));
            }
        }

        private void end() {
            Token last = before;
            if (token == null && frames.size() > 1 && rules != Rules.VERBATIM) {
                problem(file.text().length(), "unexpected EOF");
            } else if (frames.getLast().open != null
                    && last != null
                    && (rules == Rules.VERBATIM || !last.isBrace('}'))) {
                problem(last, "syntax error: unexpected token '" + last.text() + "', expecting '}'");
            }
            if (token == null && frames.element().open != null) {
                finish(frames.element());
                elements.addAll(comments);
                comments = List.of();
            }
            while (frames.size() > 1) {
                finish(frames.element());
                pop(null);
            }
            finish(frames.element());
        }

        private void finish(Frame frame) {
            Token word = rules == Rules.VERBATIM || !frame.inStatement ? null : frame.importWord();
            if (word != null) {
                checkImport(word, frame.token(1));
            }
            frame.finish();
        }

        private void checkImport(Token word, @Nullable Token pattern) {
            if (pattern == null) {
                problem(word, "wrong argument count or unexpected line ending after 'import'");
            } else if (pattern.text().isEmpty()) {
                problem(pattern, "Import requires a non-empty filepath");
            }
        }
    }
}
