package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code templates [matcher] { mime; between; root; extensions }}: executes responses as templates. */
public final class Templates {
    /** The types of the responses that are templates. */
    public static final Setting<List<Argument>> MIME = Setting.list("mime", Values.verbatim());
    /** What stands before an action of a template, and what behind it. */
    public static final Setting<Directive> BETWEEN = Setting.line(
            "between", Shape.of(new Slot<>(0, "open", Values.verbatim()), new Slot<>(1, "close", Values.verbatim())));
    /** The folder of the files that templates include. */
    public static final Setting<Argument> ROOT = Setting.of("root", Values.text())
            .shaped(Shape.of(new Slot<>(0, "path", Values.text())).ignoringMore());
    /** Plugins that add functions: a block of their modules. */
    public static final Setting<Directive> EXTENSIONS =
            Setting.line("extensions", Shape.of().blockOfModules("http.handlers.templates.functions"));
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "templates",
            Shape.of()
                    .ignoringMoreAndBlock()
                    .block(MIME, BETWEEN, ROOT, EXTENSIONS)
                    .blockOf(PassedOver.line(MIME, BETWEEN, ROOT, EXTENSIONS))
                    .rule(PassedOver.linesBut(MIME, BETWEEN, ROOT, EXTENSIONS)));

    private Templates() {}
}
