package run.leger.caddy.standard;

import java.util.Optional;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code handle_path <path> { <directives> }}: as {@code handle}, with the prefix of the path taken off. */
public final class HandlePath {

    /** The path; what stands before a last {@code *} or {@code /*} is taken off. */
    public static final Slot<Argument> PATH = new Slot<>(
            0,
            "path",
            Values.text()
                    .where(path -> path.startsWith("/")
                            ? Optional.empty()
                            : Optional.of("path matcher must begin with '/', got " + path))
                    .examples("/a", "/a/*", "/a*", "/*")
                    .mistakes("a", "*", "@m", "{path}"));
    /** The directive. */
    public static final DirectiveType TYPE = new DirectiveType(
            "handle_path", DirectiveType.Place.HANDLER, false, Shape.of(PATH).directives());

    private HandlePath() {}
}
