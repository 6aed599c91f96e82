package run.leger.caddy.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.internal.Lexical;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.caddy.syntax.Token;

/** Puts what an import brings in its place. It knows the snippets that were defined so far, the files that were read, and how much there is of all. */
final class Splicer {
    static final int MAX_WORDS = 1_000_000;
    static final int MAX_CHARACTERS = 1 << 26;
    private static final int MAX_WARNINGS = 1000;

    private final ImportResolver resolver;
    private final @Nullable Function<String, @Nullable String> environment;
    private final Map<String, List<Word>> snippets = new HashMap<>();
    private final Map<String, List<Word>> files = new LinkedHashMap<>();
    private final ImportGraph graph = new ImportGraph();
    private final List<ImportWarning> warnings = new ArrayList<>();
    private long wordsLeft = MAX_WORDS;
    private long charactersLeft = MAX_CHARACTERS;

    Splicer(ImportResolver resolver, @Nullable Function<String, @Nullable String> environment) {
        this.resolver = resolver;
        this.environment = environment;
    }

    List<ImportWarning> warnings() {
        return warnings;
    }

    List<String> files() {
        return List.copyOf(files.keySet());
    }

    boolean isDefined(String snippet) {
        return snippets.containsKey(snippet);
    }

    void define(String snippet, List<Word> body) {
        snippets.put(snippet, body.stream().map(word -> word.of(snippet)).toList());
    }

    private void warn(Word word, String message) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(new ImportWarning(word.origin(), readable(message)));
        }
    }

    /**
     * Replaces the import at the cursor. The cursor is then where its first token is, or what follows it.
     *
     * @param depth how many blocks are open, as Caddy's caller says; below one, definitions of snippets are looked for
     */
    void splice(Dispenser in, int depth) {
        Word statement = in.current();
        if (!in.nextArgument()) {
            throw new ImportException(
                    statement.origin(),
                    "wrong argument count or unexpected line ending after '" + readable(statement.text()) + "'");
        }
        Word pattern = in.current();
        if (pattern.text().isEmpty()) {
            throw new ImportException(pattern.origin(), "Import requires a non-empty filepath");
        }
        requireKnown(pattern, "what the import names");
        List<Word> arguments = in.remainingArguments();
        arguments.forEach(argument -> requireKnown(argument, "an argument of the import"));
        List<Word> block = in.block();
        Map<String, List<Word>> entries = entries(block);
        // With a block, Caddy leaves the first two tokens of the import standing before what it has still to read.
        int from = in.cursor - 1 - arguments.size() - block.size();
        Word last = in.current();

        List<Word> brought = snippets.get(pattern.text());
        List<String> nodes;
        if (brought != null) {
            nodes = brought.isEmpty() ? List.of() : List.of(node(brought.get(0)));
        } else {
            nodes = find(last, pattern);
            brought = new ArrayList<>();
            for (String file : nodes) {
                brought.addAll(read(pattern, file));
            }
        }
        String importer = node(last);
        for (String node : nodes) {
            if (!graph.add(importer, node)) {
                throw new ImportException(
                        statement.origin(), "a cycle of imports exists between " + importer + " and " + node);
            }
        }
        Copy copy = new Copy(statement, last, new Arguments(arguments, this::warn), block, entries, depth);
        brought.forEach(copy::add);
        in.words.replace(from, in.cursor + 1, copy.out);
        in.cursor -= arguments.size() + block.size() + 1;
    }

    private static void requireKnown(Word word, String what) {
        if (word.hasSpan()) {
            throw new ImportException(
                    word.origin(),
                    "an environment span decides " + what,
                    "give the environment that Caddy will have",
                    null);
        }
    }

    private static String node(Word word) {
        return word.snippet() == null ? word.file() : word.file() + ":" + word.snippet();
    }

    /** Returns what the entries of an import's block are called, and what stands after their names. */
    private static Map<String, List<Word>> entries(List<Word> block) {
        Map<String, List<Word>> entries = new HashMap<>();
        Dispenser left = new Dispenser(block);
        while (left.next()) {
            Word name = left.current();
            if (name.isBrace('{')) {
                throw new ImportException(name.origin(), "anonymous blocks are not supported");
            }
            List<Word> held = left.remainingArguments();
            held.addAll(left.block());
            entries.put(name.text(), held);
        }
        return entries;
    }

    private List<String> find(Word importer, Word pattern) {
        String text = pattern.text();
        String mistake = Glob.mistake(text);
        if (mistake != null) {
            throw new ImportException(pattern.origin(), mistake);
        }
        List<String> found;
        try {
            found = resolver.find(importer.file(), text);
        } catch (IOException e) {
            throw new ImportException(
                    pattern.origin(),
                    "Failed to import file " + text + ": " + e.getMessage(),
                    "import what may be imported, or allow it",
                    e);
        }
        if (found.isEmpty()) {
            if (!Glob.mayMatchNothing(text)) {
                throw new ImportException(pattern.origin(), "File to import not found: " + text);
            }
            warn(pattern, "No files matching import glob pattern");
        }
        return found;
    }

    private List<Word> read(Word pattern, String name) {
        List<Word> known = files.get(name);
        if (known != null) {
            return known;
        }
        byte[] bytes;
        try {
            bytes = resolver.read(name);
        } catch (IOException e) {
            throw new ImportException(
                    pattern.origin(),
                    "Could not import " + name + ": " + e.getMessage(),
                    "let the file be read, or do not import it",
                    e);
        }
        List<Word> words;
        try {
            SyntaxTree tree = environment == null
                    ? SyntaxTree.parseTolerantly(name, bytes)
                    : SyntaxTree.parseTolerantly(name, bytes, environment);
            // Caddy looks before it replaces spans.
            if (tree.file().text().chars().allMatch(Lexical::isSpace)
                    && SyntaxTree.parseTolerantly(name, bytes).file().text().isBlank()) {
                warn(pattern, "Import file is empty");
            }
            words = words(tree);
        } catch (SyntaxException e) {
            Origin origin = new Origin(e.file(), e.position(), pattern.origin().imports());
            throw new ImportException(
                    origin,
                    "Could not read tokens while importing " + name + ": " + e.reason(),
                    "correct the file at that place",
                    e);
        }
        if (words.size() > MAX_WORDS) {
            throw tooMuch(pattern);
        }
        files.put(name, words);
        return words;
    }

    static List<Word> words(SyntaxTree tree) {
        List<Word> words = new ArrayList<>();
        for (Token token : tree.tokens()) {
            words.add(Word.of(token));
        }
        return words;
    }

    private static ImportException tooMuch(Word at) {
        return new ImportException(
                at.origin(),
                "the imports bring more than " + MAX_WORDS + " tokens or " + MAX_CHARACTERS + " characters in all",
                "import less: snippets that import others several times grow without end",
                null);
    }

    static String readable(String text) {
        return text.replace(Word.SPAN + "", "{$").replace(Word.SPAN_END, '}');
    }

    /** What an import brings, as it is put in its place. */
    private final class Copy {
        final List<Word> out = new ArrayList<>();
        private final Word statement;
        private final Use namedUse;
        private final String place;
        private final Arguments arguments;
        private final List<Word> block;
        private final Map<String, List<Word>> entries;
        private final Map<String, Use> uses = new HashMap<>();
        private int depth;
        private int count;
        /** Where in its line a token is, as far as this is known; by it Caddy finds definitions of snippets, which it leaves alone. */
        private int index;

        private boolean afterName;
        private boolean inDefinition;

        Copy(
                Word statement,
                Word last,
                Arguments arguments,
                List<Word> block,
                Map<String, List<Word>> entries,
                int depth) {
            this.statement = statement;
            this.arguments = arguments;
            this.block = block;
            this.entries = entries;
            this.depth = depth;
            place = last.file() + ":" + last.line() + " (import";
            namedUse = new Use(statement.use(), statement.source(), statement.offset(), null);
        }

        void add(Word original) {
            String snippet = original.snippet();
            Use use = snippet == null ? namedUse : uses.computeIfAbsent(snippet, this::use);
            Word word = original.broughtBy(use, snippet == null ? place + ")" : place + " " + snippet + ")");
            lookForDefinition(word);
            count++;
            List<Word> held = heldBy(word.text());
            if (inDefinition) {
                put(word);
            } else if (held != null) {
                held.forEach(this::put);
            } else {
                List<Word> slice = arguments.slice(word);
                if (slice == null) {
                    put(word.with(arguments.fill(word)));
                } else {
                    slice.forEach(argument -> put(word.with(argument.text())));
                }
            }
        }

        private Use use(String snippet) {
            return new Use(statement.use(), statement.source(), statement.offset(), snippet);
        }

        private void lookForDefinition(Word word) {
            if (!inDefinition && depth == 0) {
                if (count > 0 && out.isEmpty()) {
                    throw new ImportException(
                            word.origin(),
                            "Caddy fails here: an empty {block} is the first of what is imported outside of blocks");
                }
                index = count == 0 || out.get(out.size() - 1).isBeforeNewLine(word) ? 0 : index + 1;
                String text = word.text();
                if (index == 0 && text.length() >= 3 && text.startsWith("(") && text.endsWith(")")) {
                    afterName = true;
                }
            }
            if (word.isBrace('{')) {
                depth++;
                if (index == 1 && afterName && depth == 1) {
                    inDefinition = true;
                    afterName = false;
                }
            } else if (word.isBrace('}')) {
                depth--;
                if (depth == 0) {
                    inDefinition = false;
                }
            }
        }

        /** Returns what a placeholder for the import's block, or for an entry of it, stands for; null where it is none. */
        private @Nullable List<Word> heldBy(String text) {
            if (text.equals("{block}")) {
                return block;
            }
            if (text.startsWith("{blocks.") && text.endsWith("}")) {
                return entries.getOrDefault(text.substring(8, text.length() - 1), List.of());
            }
            return null;
        }

        private void put(Word word) {
            wordsLeft--;
            charactersLeft -= word.text().length();
            if (wordsLeft < 0 || charactersLeft < 0) {
                throw tooMuch(statement);
            }
            out.add(word);
        }
    }
}
