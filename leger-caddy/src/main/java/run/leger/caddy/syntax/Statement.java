package run.leger.caddy.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A name with arguments and perhaps a block: directives, their subdirectives, options, matcher definitions, imports. */
public sealed interface Statement extends Element permits Directive, Import {
    /**
     * Returns all that it is made of. Normally these are tokens and then at most one block; Caddy's reader also lets tokens and blocks follow
     * a block on its last line.
     *
     * @return at least one part, unmodifiable
     */
    List<Part> parts();

    /**
     * Returns the first token.
     *
     * @return the name, empty where a brace opens the line
     */
    default Optional<Token> name() {
        return parts().get(0) instanceof Token token ? Optional.of(token) : Optional.empty();
    }

    /**
     * Returns the tokens after the name and before the block.
     *
     * @return the arguments; a matcher is the first of them
     */
    default List<Token> arguments() {
        List<Token> arguments = new ArrayList<>();
        for (int i = 1; i < parts().size() && parts().get(i) instanceof Token token; i++) {
            arguments.add(token);
        }
        return List.copyOf(arguments);
    }

    /**
     * Returns the first block.
     *
     * @return the block, or empty where there is none
     */
    default Optional<Block> block() {
        for (Part part : parts()) {
            if (part instanceof Block block) {
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }

    @Override
    default SourceFile file() {
        return parts().get(0).file();
    }

    @Override
    default int start() {
        return parts().get(0).start();
    }

    @Override
    default int end() {
        return parts().get(parts().size() - 1).end();
    }
}
