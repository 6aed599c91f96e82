package run.leger.caddy.syntax;

/** Names nodes without showing their text, which may be secret. */
final class Places {
    private Places() {}

    static String describe(Node node) {
        Position position = node.position();
        return node.getClass().getSimpleName() + "[" + node.file() + ":" + position.line() + ":" + position.column()
                + "]";
    }
}
