package run.leger.caddy.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where nodes and lines end for somebody who writes there. */
final class Ends {
    private Ends() {}

    /** Returns where a node ends, see {@link Token#endWithBackslash}. */
    static int withBackslash(Node node) {
        Token last = lastToken(node);
        return last != null && last.end() == node.end() ? last.endWithBackslash() : node.end();
    }

    /** Returns the last token of a node, null for what has none. */
    static @Nullable Token lastToken(Node node) {
        Node at = node;
        while (!(at instanceof Token)) {
            if (at instanceof Statement statement) {
                at = last(statement.parts());
            } else if (at instanceof Block block) {
                at = lastOf(block);
            } else if (at instanceof Site site && site.stray() != null) {
                at = site.stray();
            } else if (at instanceof Section section) {
                at = lastOf(section);
            } else {
                return null;
            }
        }
        return (Token) at;
    }

    private static Node lastOf(Block block) {
        if (block.closing() != null) {
            return block.closing();
        }
        return block.elements().isEmpty() ? block.open() : last(block.elements());
    }

    private static Node lastOf(Section section) {
        if (section.block().isPresent()) {
            return section.block().get();
        }
        return last(section.elements().isEmpty() ? section.head() : section.elements());
    }

    private static Node last(List<? extends Node> nodes) {
        return nodes.get(nodes.size() - 1);
    }

    /** Returns whether the line goes on for Caddy behind the first line end of a gap. */
    static boolean hidesLineEnd(@Nullable Node before, String gap) {
        return gap.indexOf('\\') >= 0
                || before instanceof Comment comment && comment.hidesLineEnd()
                || before instanceof Token token && token.takesNextLine();
    }
}
