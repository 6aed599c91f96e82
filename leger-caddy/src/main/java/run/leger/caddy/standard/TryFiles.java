package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code try_files <file...> { policy }}: changes the URI of requests to the first file that there is. It takes no matcher. */
public final class TryFiles {
    /** The files, as paths; the slot repeats. */
    public static final Slot<Argument> FILE =
            new Slot<>(0, "file", Values.text().writing(Literals::file));
    /** Which of the files that there are. */
    public static final Setting<String> POLICY = Setting.of("policy", FileMatcher.policy())
            .shaped(Shape.of(new Slot<>(0, "policy", FileMatcher.policy())).ignoringMore())
            .once();
    /** The directive. */
    public static final DirectiveType TYPE = new DirectiveType(
            "try_files",
            DirectiveType.Place.HANDLER,
            false,
            Shape.of()
                    .rest(FILE, 1)
                    .block(POLICY)
                    .blockOf(PassedOver.line(POLICY))
                    .rule(PassedOver.linesBut(POLICY)));

    private TryFiles() {}
}
