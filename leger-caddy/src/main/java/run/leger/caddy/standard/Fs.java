package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code fs [matcher] <file system>}: says which file system the other directives read. */
public final class Fs {
    /** The name of the file system. */
    public static final Slot<Argument> NAME = new Slot<>(0, "file system", Values.text());
    /** The directive. */
    public static final DirectiveType TYPE =
            DirectiveType.handler("fs", Shape.of(NAME).ignoringBlock());

    private Fs() {}
}
