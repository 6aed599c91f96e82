package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code root [matcher] <path>}: says in which folder the site's files are. */
public final class Root {
    /** The folder. */
    public static final Slot<Argument> PATH = new Slot<>(0, "path", Values.text());
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler("root", Rewrite.oneOrTwo(PATH));

    private Root() {}
}
