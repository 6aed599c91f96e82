package run.leger.caddy.imports;

import java.util.ArrayList;
import java.util.List;
import run.leger.caddy.syntax.Quote;

/** Groups tokens into blocks as Caddy does, and obeys imports where Caddy does. */
final class BlockParser {
    private final Dispenser tokens;
    private final Splicer splicer;
    private final List<ParsedBlock> blocks = new ArrayList<>();
    private List<Word> keys = List.of();
    private boolean atEnd;
    private int nesting;

    BlockParser(List<Word> words, Splicer splicer) {
        tokens = new Dispenser(words);
        this.splicer = splicer;
    }

    List<ParsedBlock> parse() {
        while (tokens.next()) {
            ParsedBlock block = block();
            if (!block.keys().isEmpty() || !block.segments().isEmpty()) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    private ParsedBlock block() {
        keys = new ArrayList<>();
        addresses();
        if (atEnd) {
            return new ParsedBlock(keys, List.of(), false);
        }
        String name = keys.size() == 1 ? keys.get(0).text() : "";
        if (name.startsWith("&(") && name.endsWith(")")) {
            return new ParsedBlock(keys, List.of(route()), true);
        }
        if (name.startsWith("(") && name.endsWith(")")) {
            define(name.substring(1, name.length() - 1));
            return new ParsedBlock(List.of(), List.of(), false);
        }
        return new ParsedBlock(keys, contents(), false);
    }

    private ImportException error(String reason) {
        int at = Math.max(0, Math.min(tokens.cursor, tokens.words.size() - 1));
        return new ImportException(tokens.words.get(at).origin(), Splicer.readable(reason));
    }

    private ImportException expected(char brace) {
        return error("syntax error: unexpected token '" + tokens.text() + "', expecting '" + brace + "'");
    }

    private void addresses() {
        boolean another = false;
        while (true) {
            String value = tokens.text();
            if (value.startsWith("@")) {
                throw error(
                        "request matchers may not be defined globally, they must be in a site block; found " + value);
            }
            if (value.equals("import") && tokens.isNewLine()) {
                splicer.splice(tokens, 0);
                continue;
            }
            if (tokens.isBrace('{')) {
                if (another) {
                    throw error("Expected another address but had '{' - check for extra comma");
                }
                return;
            }
            if (value.endsWith("{") && tokens.current().quote() == Quote.NONE) {
                throw error("Site addresses cannot end with a curly brace: '" + value
                        + "' - put a space between the token and the brace");
            }
            if (!value.isEmpty()) {
                another = value.endsWith(",");
                key(another ? value.substring(0, value.length() - 1) : value);
            }
            if (!tokens.next()) {
                if (another) {
                    throw error("unexpected EOF");
                }
                atEnd = true;
                return;
            }
            if (!another && tokens.isNewLine()) {
                return;
            }
        }
    }

    private void key(String key) {
        if (Word.hasOutsideOfSpans(key, ',')) {
            throw error("Site addresses cannot contain a comma ',': '" + key
                    + "' - put a space after the comma to separate site addresses");
        }
        if (!key.isEmpty()) {
            keys.add(tokens.current().with(key));
        }
    }

    private void define(String name) {
        if (splicer.isDefined(name)) {
            throw error("redeclaration of previously declared snippet " + name);
        }
        splicer.define(name, verbatim(false));
    }

    private List<Word> route() {
        Dispenser body = new Dispenser(verbatim(true));
        while (body.next()) {
            if (body.text().equals("import") && body.isNewLine()) {
                splicer.splice(body, 1);
                body.cursor--;
            }
        }
        List<Word> all = new ArrayList<>();
        for (int i = 0; i < body.words.size(); i++) {
            all.add(body.words.get(i));
        }
        return all;
    }

    /** Returns the tokens of a block of which only the braces are looked at. */
    private List<Word> verbatim(boolean withBraces) {
        requireOpen();
        List<Word> held = new ArrayList<>();
        if (withBraces) {
            held.add(tokens.current());
        }
        int depth = 1;
        while (tokens.next()) {
            if (tokens.isBrace('}') && --depth == 0) {
                if (withBraces) {
                    held.add(tokens.current());
                }
                return held;
            }
            if (tokens.isBrace('{')) {
                depth++;
            }
            held.add(tokens.current());
        }
        throw expected('}');
    }

    private void requireOpen() {
        if (!tokens.isBrace('{')) {
            boolean afterNames = tokens.text().equals("import")
                    && keys.stream()
                            .allMatch(key ->
                                    key.text().startsWith("(") && key.text().endsWith(")"));
            throw afterNames
                    ? error("global options block must appear before import directives;"
                            + " move the global options block to the top of the Caddyfile")
                    : expected('{');
        }
    }

    private List<List<Word>> contents() {
        boolean braces = tokens.isBrace('{');
        if (!braces) {
            tokens.cursor--;
        }
        List<List<Word>> segments = new ArrayList<>();
        while (tokens.next()) {
            if (tokens.isBrace('}')) {
                break;
            }
            if (tokens.text().equals("import")) {
                splicer.splice(tokens, 1);
                tokens.cursor--;
            } else {
                segments.add(directive());
            }
        }
        if (braces && !tokens.isBrace('}')) {
            throw expected('}');
        }
        return segments;
    }

    private List<Word> directive() {
        List<Word> segment = new ArrayList<>();
        segment.add(tokens.current());
        while (tokens.next()) {
            if (tokens.isBrace('{')) {
                nesting++;
                if (!tokens.isNextOnNewLine()) {
                    throw error("Unexpected next token after '{' on same line");
                }
                if (tokens.isNewLine()) {
                    throw error("Unexpected '{' on a new line; did you mean to place the '{' on the previous line?");
                }
            } else if (tokens.current().isEmptyBlock()) {
                if (tokens.isNextOnNewLine()) {
                    throw error("Unexpected '{}' at end of line");
                }
            } else if (tokens.isNewLine() && nesting == 0) {
                tokens.cursor--;
                break;
            } else if (tokens.isBrace('}') && nesting > 0) {
                nesting--;
            } else if (tokens.isBrace('}')) {
                throw error("Unexpected '}' because no matching opening brace");
            } else if (tokens.text().equals("import") && tokens.isNewLine()) {
                splicer.splice(tokens, 1);
                tokens.cursor--;
                continue;
            }
            segment.add(tokens.current());
        }
        if (nesting > 0) {
            throw error("unexpected EOF");
        }
        return segment;
    }
}
