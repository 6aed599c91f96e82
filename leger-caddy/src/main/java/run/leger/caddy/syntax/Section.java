package run.leger.caddy.syntax;

import java.util.List;
import java.util.Optional;

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
        return block().map(Block::end).orElseGet(() -> Places.last(head(), elements()));
    }
}
