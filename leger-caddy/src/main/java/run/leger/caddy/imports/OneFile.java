package run.leger.caddy.imports;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import run.leger.caddy.syntax.Block;
import run.leger.caddy.syntax.Directive;
import run.leger.caddy.syntax.Element;
import run.leger.caddy.syntax.Import;
import run.leger.caddy.syntax.NamedRoute;
import run.leger.caddy.syntax.Part;
import run.leger.caddy.syntax.Quote;
import run.leger.caddy.syntax.Section;
import run.leger.caddy.syntax.Statement;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.caddy.syntax.Token;

/** Writes blocks as a file, each line that Caddy sees as a line, and makes sure that they can be read again. */
final class OneFile {
    private static final int MAX_TABS = 10;
    private static final int MAX_CHARACTERS = 4 * Splicer.MAX_CHARACTERS;

    private static final String UNWRITABLE = "what Caddy makes of the imports here cannot be written as one Caddyfile";

    private final StringBuilder out = new StringBuilder();
    /** What was written, token by token. */
    private final List<Word> words = new ArrayList<>();

    private final List<Integer> starts = new ArrayList<>();
    private final List<ParsedBlock> blocks;
    private final Set<Integer> statements = new HashSet<>();
    private final Set<Integer> lineStarts = new HashSet<>();
    private int depth;

    OneFile(List<ParsedBlock> blocks) {
        this.blocks = blocks;
    }

    SyntaxTree write(String name) {
        for (ParsedBlock block : blocks) {
            if (!out.isEmpty()) {
                out.append('\n');
            }
            lineStarts.add(out.length());
            if (block.isRoute()) {
                route(block);
            } else {
                section(block);
            }
            out.append('\n');
        }
        // Caddy refuses a file of no bytes, and drops a byte order mark.
        if (out.isEmpty()) {
            out.append('\n');
        }
        return read(name);
    }

    private void section(ParsedBlock block) {
        for (Word key : block.keys()) {
            out.append(key == block.keys().get(0) ? "" : " ");
            word(key);
        }
        if (isNameAlone(block)) {
            return;
        }
        Word place = block.keys().isEmpty()
                ? block.segments().get(0).get(0)
                : block.keys().get(block.keys().size() - 1);
        out.append(block.keys().isEmpty() ? "" : " ");
        brace(place, '{');
        depth++;
        for (List<Word> segment : block.segments()) {
            newLine();
            statements.add(out.length());
            segment(segment);
        }
        depth--;
        newLine();
        brace(place, '}');
    }

    /** The name of a snippet or route at the end of a file, without a block: Caddy takes it for an address. */
    private static boolean isNameAlone(ParsedBlock block) {
        if (block.keys().size() != 1 || !block.segments().isEmpty()) {
            return false;
        }
        String key = block.keys().get(0).text();
        return (key.startsWith("(") || key.startsWith("&(")) && key.endsWith(")");
    }

    private void route(ParsedBlock block) {
        word(block.keys().get(0));
        out.append(' ');
        segment(block.segments().get(0));
    }

    private void segment(List<Word> segment) {
        for (int i = 0; i < segment.size(); i++) {
            Word word = segment.get(i);
            if (word.isBrace('}')) {
                depth = Math.max(0, depth - 1);
            }
            if (i > 0 && segment.get(i - 1).isBeforeNewLine(word)) {
                newLine();
            } else if (i > 0) {
                out.append(' ');
            }
            word(word);
            if (word.isBrace('{')) {
                depth++;
            }
        }
    }

    private void newLine() {
        out.append('\n').append("\t".repeat(Math.min(depth, MAX_TABS)));
        lineStarts.add(out.length());
    }

    private void word(Word word) {
        String source = Spelling.write(word);
        if (out.isEmpty() && source.startsWith("\ufeff")) {
            out.append(' ');
        }
        starts.add(out.length());
        words.add(word);
        out.append(source);
        if (out.length() > MAX_CHARACTERS) {
            throw new ImportException(
                    word.origin(), "the expanded file has more than " + MAX_CHARACTERS + " characters");
        }
    }

    private void brace(Word place, char brace) {
        word(new Word(
                String.valueOf(brace),
                Quote.NONE,
                place.line(),
                place.chain(),
                null,
                place.source(),
                place.offset(),
                place.use()));
    }

    private SyntaxTree read(String name) {
        SyntaxTree tree;
        try {
            tree = SyntaxTree.parse(name, out.toString());
        } catch (SyntaxException e) {
            // Caddy took it as it was; as a file it would not.
            throw new ImportException(
                    originAt(e.position().offset()),
                    UNWRITABLE + ": " + e.reason(),
                    "correct the file, or what it imports",
                    e);
        }
        checkTokens(tree.tokens());
        checkStructure(tree.elements());
        return tree;
    }

    /** Returns what stands at an offset, or before it, or after it where nothing is before it. */
    Origin originAt(int offset) {
        return words.get(at(offset)).origin();
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    private int at(int offset) {
        int found = Collections.binarySearch(starts, offset);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    private void checkTokens(List<Token> tokens) {
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (i >= tokens.size()
                    || tokens.get(i).start() != starts.get(i)
                    || tokens.get(i).isQuoted() != isWrittenQuoted(i)
                    || !tokens.get(i).text().equals(Spelling.source(word.text()))
                    || i > 0 && isOnNewLine(tokens, i) != isLineStart(i)) {
                throw unreadable(word);
            }
        }
        if (tokens.size() != words.size()) {
            throw unreadable(words.get(words.size() - 1));
        }
    }

    private boolean isWrittenQuoted(int index) {
        Word word = words.get(index);
        char first = out.charAt(starts.get(index));
        return word.quote() != Quote.NONE
                || first == '"'
                || first == '`'
                || out.indexOf("<<", starts.get(index)) == starts.get(index);
    }

    private boolean isOnNewLine(List<Token> tokens, int index) {
        return !tokens.get(index - 1).isOnLineOf(tokens.get(index));
    }

    private boolean isLineStart(int index) {
        return lineStarts.contains(starts.get(index));
    }

    private void checkStructure(List<Element> elements) {
        int at = 0;
        Deque<Element> left = new ArrayDeque<>();
        for (Element element : elements) {
            if (!(element instanceof Section section) || at == blocks.size()) {
                throw unreadable(element);
            }
            ParsedBlock block = blocks.get(at++);
            if (section.head().size() != block.keys().size()
                    || section instanceof NamedRoute && section.block().isPresent() != block.isRoute()) {
                throw unreadable(element);
            }
            if (!block.isRoute()) {
                for (Element line : section.elements()) {
                    if (!(line instanceof Directive) || !statements.remove(line.start())) {
                        throw unreadable(line);
                    }
                }
            }
            left.addAll(section.elements());
        }
        if (at < blocks.size() || !statements.isEmpty()) {
            throw unreadable(words.get(words.size() - 1));
        }
        while (!left.isEmpty()) {
            Element element = left.pop();
            if (element instanceof Import) {
                throw unreadable(element);
            }
            if (element instanceof Statement statement) {
                for (Part part : statement.parts()) {
                    if (part instanceof Block block) {
                        block.elements().forEach(left::push);
                    }
                }
            }
        }
    }

    private ImportException unreadable(Element element) {
        return unreadable(words.get(at(element.start())));
    }

    private static ImportException unreadable(Word word) {
        return new ImportException(word.origin(), UNWRITABLE);
    }
}
