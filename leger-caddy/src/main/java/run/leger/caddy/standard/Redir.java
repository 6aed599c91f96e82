package run.leger.caddy.standard;

import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code redir [matcher] <to> [<code>]}: redirects requests; without a code, with 302. */
public final class Redir {
    /** Where to. */
    public static final Slot<Argument> TO = new Slot<>(0, "to", Values.text());
    /** {@code permanent}, {@code temporary}, {@code html}, 300 to 399, 401, or a placeholder. */
    public static final Slot<Argument> CODE = new Slot<>(1, "code", code());
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "redir", Shape.of(TO).optional(CODE).ignoringMore().ignoringBlock());

    private Redir() {}

    private static ValueType<Argument> code() {
        Set<String> words = Set.of("", "permanent", "temporary", "html");
        ValueType<Long> number = Values.integer();
        return ValueType.of(
                        "redirect code",
                        token -> {
                            if (words.contains(token)) {
                                return Optional.empty();
                            }
                            if (number.problem(Argument.verbatim(token)).isPresent()) {
                                return Optional.of(
                                        "Not a supported redir code type or not valid integer: '" + token + "'");
                            }
                            long code = Long.parseLong(token);
                            return code == 401 || code >= 300 && code <= 399
                                    ? Optional.empty()
                                    : Optional.of("Redir code not in the 3xx range or 401: '" + code + "'");
                        },
                        token -> token,
                        (String code) -> code)
                .examples("permanent", "temporary", "html", "301", "308", "401")
                .mistakes("200", "404", "x", "moved")
                .orPlaceholder()
                .writing(Literals::notEmpty);
    }
}
