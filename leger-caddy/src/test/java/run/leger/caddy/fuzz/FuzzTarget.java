package run.leger.caddy.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is fuzzed. One more is a constant: inputs to begin with, words that mean something, and what is done with an input, which throws where
 * something is wrong.
 */
enum FuzzTarget {
    /** The strict reader. */
    PARSE(Seeds::caddyfiles, Seeds::caddyWords, SyntaxTargets::parse),
    /** The reader for editors. */
    PARSE_TOLERANTLY(Seeds::caddyfiles, Seeds::caddyWords, SyntaxTargets::parseTolerantly),
    /** Caddy's layout. */
    CADDY_FORMATTER(Seeds::caddyfiles, Seeds::caddyWords, SyntaxTargets::caddyFormatter),
    /** The mended layout. */
    FORMAT(Seeds::caddyfiles, Seeds::caddyWords, SyntaxTargets::format),
    /** Changes of a file. The last bytes of an input say which. */
    EDIT(Seeds::edits, Seeds::caddyWords, EditTarget::edit),
    /** The reader and the editor of resolved.conf. */
    RESOLVED_CONF(Seeds::resolvedConfs, Seeds::resolvedWords, ResolvedTarget::read);

    private final Supplier<List<byte[]>> seeds;
    private final Supplier<List<byte[]>> words;
    private final Consumer<byte[]> test;

    FuzzTarget(Supplier<List<byte[]>> seeds, Supplier<List<byte[]>> words, Consumer<byte[]> test) {
        this.seeds = seeds;
        this.words = words;
        this.test = test;
    }

    /** Returns the name for commands and directories. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<byte[]> seeds() {
        return seeds.get();
    }

    List<byte[]> words() {
        return words.get();
    }

    /** Throws if the input shows that something is wrong. */
    void test(byte[] input) {
        test.accept(input);
    }

    static FuzzTarget of(String id) {
        for (FuzzTarget target : values()) {
            if (target.id().equals(id)) {
                return target;
            }
        }
        throw new IllegalArgumentException("no target " + id);
    }
}
