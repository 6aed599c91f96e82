package run.leger.caddy.syntax;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file consists of beside imports and comments. */
public sealed interface Section extends Element permits GlobalOptions, Site, Snippet, NamedRoute {
    /**
     * Returns the tokens before the block, as they are written: a comma at the end of an address is part of its token.
     *
     * @return the tokens, unmodifiable; empty for global options
     */
    List<Token> head();

    /**
     * Returns the block.
     *
     * @return the block, empty where the section has no braces
     */
    Optional<Block> block();

    /**
     * Returns what it holds.
     *
     * @return the elements between the braces, or to the end of the file where a single site has none
     */
    default List<Element> elements() {
        return block().map(Block::elements).orElse(List.of());
    }

    @Override
    default SourceFile file() {
        return head().isEmpty() ? block().orElseThrow().file() : head().get(0).file();
    }

    @Override
    default int start() {
        return head().isEmpty() ? block().orElseThrow().start() : head().get(0).start();
    }

    @Override
    default int end() {
        return block().map(Block::end).orElseGet(() -> last(head(), elements(), null));
    }

    /** Returns where the last of these ends. */
    static int last(List<Token> head, List<Element> elements, @Nullable Token stray) {
        if (stray != null) {
            return stray.end();
        }
        return (elements.isEmpty() ? head.get(head.size() - 1) : elements.get(elements.size() - 1)).end();
    }
}
