package run.leger.caddy.standard;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;
import run.leger.caddy.internal.ShortcutWords;

/** {@code forward_auth [matcher] [<upstream…>] { uri <to>; copy_headers <field[>name]…>; … }}: asks another server whether a request is allowed. */
public final class ForwardAuth {
    private static final ValueType<String> HEADER = Values.pattern(
                    "header to copy",
                    Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+(>[!#$%&'*+.^_`|~0-9A-Za-z-]+)?"),
                    "X-Y")
            .examples("X-Y", "Remote-User>X-User")
            .mistakes("a b", "X{env.Y}", ">", "X>");

    /** The headers to copy, each perhaps with {@code >} and its name in the request. */
    public static final Slot<String> HEADERS = new Slot<>(0, "header", HEADER);
    /** The path and query that the other server sees; must be there, and once. */
    public static final Setting<Argument> URI =
            Setting.of("uri", Values.text().writing(Literals::notEmpty)).once().needed();
    /** {@code copy_headers <field[>name]…> { <field[>name]…> }}: headers of the answer that the request gets. */
    public static final Setting<Directive> COPY_HEADERS = Setting.line(
            "copy_headers",
            Shape.of()
                    .rest(HEADERS, 0)
                    .blockOf(Shape.of().rest(HEADERS, 0).rule(ForwardAuth::header))
                    .rule(ForwardAuth::someHeaders));

    /** The directive; its other lines are those of {@link ReverseProxy}. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "forward_auth",
            ReverseProxy.SHAPE
                    .block(URI, COPY_HEADERS)
                    .rule(new OwnWords(ShortcutWords.of("forward_auth")))
                    .rule(ForwardAuth::hasUri));

    private ForwardAuth() {}

    private static void hasUri(Directive line, Report report) {
        if (URI.allIn(line).stream().map(Argument::token).anyMatch(Optional.of("")::equals)) {
            report.error(line, "the 'uri' subdirective is required");
        }
    }

    private static void header(Directive line, Report report) {
        HEADER.problem(Argument.verbatim(line.name())).ifPresent(reason -> report.error(line, reason));
    }

    private static void someHeaders(Directive line, Report report) {
        boolean emptyBlock =
                line.block().map(List::isEmpty).orElse(line.arguments().isEmpty());
        if (emptyBlock) {
            report.error(line, "wrong argument count or unexpected line ending after '" + line.name() + "'");
        }
    }
}
