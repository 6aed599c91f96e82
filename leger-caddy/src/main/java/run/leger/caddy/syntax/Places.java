package run.leger.caddy.syntax;

import java.util.List;

/** Where nodes are: names for them without their text, which may be secret, and their ends. */
final class Places {
    private Places() {}

    static String describe(Node node) {
        Position position = node.position();
        return node.getClass().getSimpleName() + "[" + node.file() + ":" + position.line() + ":" + position.column()
                + "]";
    }

    /** Returns where the elements end, or the head where there are none. */
    static int last(List<Token> head, List<Element> elements) {
        return (elements.isEmpty() ? head.get(head.size() - 1) : elements.get(elements.size() - 1)).end();
    }
}
