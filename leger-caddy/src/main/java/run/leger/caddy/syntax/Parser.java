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
    private final List<Element> elements = new ArrayList<>();
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
        return List.copyOf(elements);
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
        List<String> keys = Heads.keys(head);
        boolean route = keys.size() == 1 && isNamed(keys.get(0), "&(");
        boolean snippet = keys.size() == 1 && isNamed(keys.get(0), "(");
        // A name alone at the end of a file defines nothing.
        if (snippet && token != null && !snippets.add(keys.get(0))) {
            String name = keys.get(0).substring(1, keys.get(0).length() - 1);
            problem(head.get(0), "redeclaration of previously declared snippet " + name);
        }
        Block block = token == null || !token.isBrace('{')
                ? null
                : block(route || snippet ? Rules.VERBATIM : Rules.SITE, token);
        if (block != null && keys.isEmpty()) {
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
        List<Token> head = new ArrayList<>();
        boolean another = false;
        while (token != null) {
            Token key = token;
            if (key.isBrace('{')) {
                if (another) {
                    problem(key, "Expected another address but had '{' - check for extra comma");
                }
                return List.copyOf(head);
            }
            if (!head.isEmpty() && key.says("import") && isNewLine()) {
                problem(key, "an import among site addresses: what it brings decides where they end");
            }
            String text = checkedKey(key);
            head.add(key);
            if (!text.isEmpty()) {
                another = text.endsWith(",");
            }
            advance();
            if (token != null && !another && isNewLine()) {
                return List.copyOf(head);
            }
        }
        if (another) {
            problem(file.text().length(), "unexpected EOF");
        }
        return List.copyOf(head);
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
        } else if (Heads.key(text).indexOf(',') >= 0) {
            problem(
                    key,
                    "Site addresses cannot contain a comma ',': '" + Heads.key(text)
                            + "' - put a space after the comma to separate site addresses");
        } else if (key.isBrace('}')) {
            problem(key, "a closing brace without an opening one");
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
    private static final class Frame {
        final @Nullable Token open;
        final List<Element> elements = new ArrayList<>(4);

        @Nullable
        List<Part> parts;

        /** Whether it belongs to an import, whose block is only handed over. */
        final boolean ofImport;

        Frame(@Nullable Token open, boolean ofImport) {
            this.open = open;
            this.ofImport = ofImport;
        }

        /** Ends the statement, where one is being read. */
        void finish() {
            List<Part> finished = parts;
            if (finished != null) {
                List<Part> all = List.copyOf(finished);
                elements.add(isImport(all) ? new Import(all) : new Directive(all));
                parts = null;
            }
        }

        void addComments(List<Comment> comments) {
            if (!comments.isEmpty()) {
                elements.addAll(comments);
            }
        }

        void add(Part part) {
            if (parts == null) {
                parts = new ArrayList<>(4);
            }
            parts.add(part);
        }

        /** Returns whether the statement is an import that has no block yet: it takes all of its line, and nothing of the next. */
        boolean isOpenImport() {
            return parts != null && isImport(parts) && parts.get(parts.size() - 1) instanceof Token;
        }

        private static boolean isImport(List<Part> parts) {
            return !parts.isEmpty() && parts.get(0) instanceof Token name && name.says("import");
        }
    }

    /** Reads statements, block in block, to the brace that closes the outermost one. */
    private final class Body {
        final Deque<Frame> frames = new ArrayDeque<>();
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
                        return List.copyOf(outermost.elements);
                    }
                } else if (rules == Rules.IMPORT_LINE && frames.size() == 1 && newLine && outermost.parts != null) {
                    break;
                } else if (now.isBrace('{')) {
                    open(now, newLine);
                } else {
                    word(now, newLine);
                }
            }
            end();
            return List.copyOf(outermost.elements);
        }

        private boolean isArgumentOfImport(boolean newLine) {
            return !newLine && rules != Rules.VERBATIM && frames.element().isOpenImport();
        }

        private void word(Token now, boolean newLine) {
            Frame frame = frames.element();
            boolean inDirective = frames.size() > 1 || frame.parts != null && !Frame.isImport(frame.parts);
            boolean emptyBlock = rules == Rules.SITE && inDirective && now.quote() == Quote.NONE && now.says("{}");
            if (emptyBlock && isNextOnNewLine()) {
                problem(now, "Unexpected '{}' at end of line");
            }
            // Caddy looks for these braces before it looks for the line, and so takes them for more of the directive.
            boolean joins = emptyBlock && frames.size() == 1;
            if (newLine && !joins || frame.parts == null) {
                finish(frame);
                frame.addComments(comments);
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
            if (frame.parts == null) {
                frame.addComments(comments);
            }
            if (rules == Rules.SITE && !ofImport) {
                if (frames.size() == 1 && frame.parts == null) {
                    problem(now, "a block without a name");
                } else if (!isNextOnNewLine()) {
                    problem(now, "Unexpected next token after '{' on same line");
                } else if (newLine) {
                    problem(now, "Unexpected '{' on a new line; did you mean to place the '{' on the previous line?");
                }
            }
            if (frame.parts == null) {
                frame.parts = new ArrayList<>(1);
            }
            frames.push(new Frame(now, ofImport));
            advance();
        }

        /** Returns whether the outermost block was closed. */
        private boolean close(Token now, boolean newLine) {
            Frame frame = frames.element();
            boolean outermost = frames.size() == 1;
            if (outermost && frame.parts != null && !newLine && rules == Rules.SITE) {
                problem(now, "Unexpected '}' because no matching opening brace");
            }
            finish(frame);
            if (outermost && rules == Rules.IMPORT_LINE) {
                return true;
            }
            frame.addComments(comments);
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
                frames.element().add(new Block(open, List.copyOf(inner.elements), brace));
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
                frames.element().addComments(comments);
                comments = List.of();
            }
            while (frames.size() > 1) {
                finish(frames.element());
                pop(null);
            }
            finish(frames.element());
        }

        private void finish(Frame frame) {
            if (rules != Rules.VERBATIM && frame.parts != null && Frame.isImport(frame.parts)) {
                checkImport(frame.parts);
            }
            frame.finish();
        }

        private void checkImport(List<Part> parts) {
            Token name = (Token) parts.get(0);
            if (parts.size() == 1 || !(parts.get(1) instanceof Token pattern)) {
                problem(name, "wrong argument count or unexpected line ending after 'import'");
            } else if (pattern.text().isEmpty()) {
                problem(pattern, "Import requires a non-empty filepath");
            }
        }
    }
}
