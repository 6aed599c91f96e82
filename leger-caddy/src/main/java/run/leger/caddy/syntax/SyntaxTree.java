package run.leger.caddy.syntax;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.internal.Utf8;

/**
 * A Caddyfile with every character of it: tokens, how they are quoted, comments, white space. Printing it gives the file it was read from, and
 * an {@linkplain #edit edit} changes only what it edits.
 *
 * <p>Reading takes time and memory in proportion to the file, for any input, and opens no other file: imports and environment spans are kept
 * as they are written. Whether directives exist, and what their arguments mean, is not looked at. Immutable.
 */
public final class SyntaxTree {
    private static final String NAME = "Caddyfile";

    private final SourceFile file;
    private final List<Element> elements;
    private final List<SyntaxException> problems;

    private SyntaxTree(SourceFile file) {
        int half = Utf8.firstUnwritable(file.text());
        if (half >= 0) {
            throw new SyntaxException(file, half, "half a surrogate pair, which UTF-8 cannot carry");
        }
        this.file = file;
        Parser parser = new Parser(file);
        elements = parser.parse();
        problems = List.copyOf(parser.problems());
    }

    /**
     * Reads a Caddyfile.
     *
     * @param text the text
     * @return its tree
     * @throws SyntaxException if Caddy's lexer or block parser refuses it, see {@link #parse(String, String)}
     */
    public static SyntaxTree parse(String text) {
        return parse(NAME, text);
    }

    /**
     * Reads a Caddyfile.
     *
     * @param name the name that messages show
     * @param text the text
     * @return its tree
     * @throws SyntaxException if Caddy's lexer or block parser refuses it, whatever its imports bring and with environment spans that are
     *     neither empty nor syntax
     */
    public static SyntaxTree parse(String name, String text) {
        return strict(new SourceFile(name, text));
    }

    /**
     * Reads a Caddyfile from bytes. Those that are not UTF-8 are kept: see {@link SourceFile#text}.
     *
     * @param name the name that messages show
     * @param bytes the file's content
     * @return its tree
     * @throws SyntaxException as {@link #parse(String, String)}
     */
    public static SyntaxTree parse(String name, byte[] bytes) {
        return parse(name, Utf8.decode(bytes));
    }

    /**
     * Reads a file, whole. Blocks.
     *
     * @param file the file; its path as given is the name that messages show
     * @return its tree
     * @throws IOException if it cannot be read
     * @throws SyntaxException as {@link #parse(String, String)}
     */
    public static SyntaxTree read(Path file) throws IOException {
        return parse(file.toString(), Files.readAllBytes(file));
    }

    /**
     * Reads what may not be a Caddyfile yet, as an editor has it: braces that do not match, and whatever else the block parser refuses, are
     * {@link #problems}.
     *
     * @param name the name that messages show
     * @param text the text
     * @return its tree
     * @throws SyntaxException if the lexer refuses it: a heredoc without an end, a marker that is none, indentation that does not match
     */
    public static SyntaxTree parseTolerantly(String name, String text) {
        return new SyntaxTree(new SourceFile(name, text));
    }

    /**
     * Reads bytes of what may not be a Caddyfile yet.
     *
     * @param name the name that messages show
     * @param bytes the file's content
     * @return its tree
     * @throws SyntaxException as {@link #parseTolerantly(String, String)}
     */
    public static SyntaxTree parseTolerantly(String name, byte[] bytes) {
        return parseTolerantly(name, Utf8.decode(bytes));
    }

    /**
     * Reads bytes of what may not be a Caddyfile yet, or is a part of one, as Caddy reads them in an environment: spans are replaced before
     * anything else is looked at. The result has no spans, as that of {@link #withEnvironment}.
     *
     * @param name the name that messages show
     * @param bytes the file's content
     * @param environment gives the value of a variable, null where it is not set
     * @return its tree
     * @throws SyntaxException as {@link #parseTolerantly(String, String)}
     */
    public static SyntaxTree parseTolerantly(
            String name, byte[] bytes, Function<String, @Nullable String> environment) {
        return tolerant(new SourceFile(name, Utf8.decode(bytes)), environment);
    }

    private static SyntaxTree tolerant(SourceFile file, Function<String, @Nullable String> environment) {
        return new SyntaxTree(new SourceFile(file.name(), Spans.substituted(file, environment), false));
    }

    /**
     * Returns the file as Caddy reads it in an environment, also where what comes of it may not be a Caddyfile before its imports are expanded.
     *
     * @param environment gives the value of a variable, null where it is not set
     * @return another tree, see {@link #withEnvironment}
     * @throws SyntaxException if the lexer refuses what comes of it
     */
    public SyntaxTree withEnvironmentTolerantly(Function<String, @Nullable String> environment) {
        return tolerant(file, environment);
    }

    static SyntaxTree strict(SourceFile file) {
        SyntaxTree tree = new SyntaxTree(file);
        if (!tree.problems.isEmpty()) {
            throw tree.problems.get(0);
        }
        return tree;
    }

    /**
     * Returns the file.
     *
     * @return name and text
     */
    public SourceFile file() {
        return file;
    }

    /**
     * Returns what stands in the file, one after another.
     *
     * @return sections, imports and comments, unmodifiable
     */
    public List<Element> elements() {
        return elements;
    }

    /**
     * Returns what the block parser refuses.
     *
     * @return the first hundred mistakes in the order in which they were found, unmodifiable; empty unless the file was read tolerantly
     */
    public List<SyntaxException> problems() {
        return problems;
    }

    /**
     * Returns all of the file, piece by piece, without gaps: tokens with the white space and the comments between them.
     *
     * @return tokens, comments and spaces, whose {@link Node#raw} joined is the file; made anew at each call
     */
    public List<Node> pieces() {
        List<Node> pieces = new ArrayList<>();
        Lexer lexer = new Lexer(file);
        int at = 0;
        for (Token token = lexer.next(); ; token = lexer.next()) {
            for (Comment comment : lexer.takeComments()) {
                at = piece(pieces, at, comment);
            }
            if (token == null) {
                break;
            }
            at = piece(pieces, at, token);
        }
        if (at < file.text().length()) {
            pieces.add(new Space(file, at, file.text().length()));
        }
        return Collections.unmodifiableList(pieces);
    }

    private int piece(List<Node> pieces, int at, Node next) {
        if (at < next.start()) {
            pieces.add(new Space(file, at, next.start()));
        }
        pieces.add(next);
        return next.end();
    }

    /**
     * Returns the tokens of the file, as Caddy's lexer gives them.
     *
     * @return the tokens in order; made anew at each call
     */
    public List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(file);
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            tokens.add(token);
        }
        return Collections.unmodifiableList(tokens);
    }

    /**
     * Returns the file as Caddy reads it in an environment: each span replaced by the variable, its default, or nothing. The values become
     * source text, as they do for Caddy, and so may bring whole sites. The result has no spans, also where a value looks like one; it is for
     * looking at, since Caddy would replace such a value if it read it again.
     *
     * @param environment gives the value of a variable, null where it is not set
     * @return another tree
     * @throws SyntaxException if what comes of it is no Caddyfile
     */
    public SyntaxTree withEnvironment(Function<String, @Nullable String> environment) {
        return strict(new SourceFile(file.name(), Spans.substituted(file, environment), false));
    }

    /**
     * Begins to change the file.
     *
     * @return an editor, for one thread
     */
    public SyntaxEditor edit() {
        return new SyntaxEditor(this);
    }

    /**
     * Returns the file laid out as {@code caddy fmt} does, but mended: it means the same, and laying it out again changes nothing. Where Caddy's
     * own formatter keeps to neither see {@link FormatBug}; {@link run.leger.caddy.CaddyFormatter} does what Caddy does, to the byte.
     *
     * <p>Environment spans are words to it. Where one becomes braces or lines, what the file means depends on its layout already.
     *
     * @return the text; tokens and comments are as they were
     * @throws SyntaxException if the file has {@link #problems}
     */
    public String format() {
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
        return new Layout(this).write();
    }

    /**
     * Returns the file as text.
     *
     * @return what was read, character by character
     */
    public String print() {
        return file.text();
    }

    /**
     * Returns the file as bytes, in UTF-8 but for those bytes that were not when it was read.
     *
     * @return what was read, byte by byte; a new array
     */
    public byte[] toBytes() {
        return Utf8.encode(file.text());
    }

    /** Returns the name of the file. */
    @Override
    public String toString() {
        return "SyntaxTree[" + file + "]";
    }
}
