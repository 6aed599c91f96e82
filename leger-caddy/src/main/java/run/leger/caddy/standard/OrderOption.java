package run.leger.caddy.standard;

import java.util.regex.Pattern;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code order <directive> first|last|before <other>|after <other>}: the place of a directive among the handlers. */
public final class OrderOption {

    /** The directive. */
    public static final Slot<Argument> DIRECTIVE =
            new Slot<>(0, "directive", name("respond", "acme_server", "header", "log"));
    /** Where it goes. */
    public static final Slot<String> POSITION =
            new Slot<>(1, "position", Values.word("first", "last", "before", "after"));
    /** The directive beside which it goes. */
    public static final Slot<Argument> OTHER = new Slot<>(2, "directive", name("redir", "handle", "file_server"));

    private static final Shape AT_AN_END = Shape.of(DIRECTIVE, POSITION).ignoringBlock();
    private static final Shape BESIDE = Shape.of(DIRECTIVE, POSITION, OTHER).ignoringBlock();
    /** The option. */
    public static final Setting<Directive> ORDER = Setting.line(
            "order",
            Shape.choose(Choice.byWord(1, "")
                    .with("first", AT_AN_END)
                    .with("last", AT_AN_END)
                    .with("before", BESIDE)
                    .with("after", BESIDE)));

    private OrderOption() {}

    private static ValueType<Argument> name(String... examples) {
        return Values.verbatim()
                .examples(examples)
                .writing(Written.matching(Pattern.compile("[A-Za-z0-9_.-]{1,100}"), "it is no directive's name"));
    }
}
