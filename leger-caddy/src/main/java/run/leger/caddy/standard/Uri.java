package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/**
 * {@code uri [matcher] strip_prefix|strip_suffix <text>}, {@code uri [matcher] replace <find> <replacement> [<limit>]},
 * {@code uri [matcher] path_regexp <regexp> <replacement>}, {@code uri [matcher] query [<operation>] { <operation> }}: changes a part of the
 * URI of requests. An operation on the query is {@code -key}, {@code +key value}, {@code old>new}, {@code key value}, or
 * {@code key regexp replacement}; in a block the names of the lines are its first words.
 */
public final class Uri {
    /** What is done. */
    public static final Slot<String> WORD = new Slot<>(
            0, "manipulation", Values.word("strip_prefix", "strip_suffix", "replace", "path_regexp", "query"));
    /** What {@code strip_prefix}, {@code strip_suffix} and {@code replace} look for. */
    public static final Slot<Argument> FIND = new Slot<>(1, "find", Values.text());
    /** What {@code path_regexp} looks for. */
    public static final Slot<Argument> REGEXP = new Slot<>(1, "regexp", Values.verbatim());
    /** What stands for each find of {@code replace} and {@code path_regexp}. */
    public static final Slot<Argument> REPLACEMENT = new Slot<>(2, "replacement", Values.text());
    /** How many finds of {@code replace} are replaced; empty for all. */
    public static final Slot<Argument> LIMIT =
            new Slot<>(3, "limit", Values.integer().or(""));
    /** The key of an operation on the query, with what is done to it. */
    public static final Slot<Argument> KEY =
            new Slot<>(1, "key", Values.text().writing(Literals::queryKey).examples("a", "-a", "+a", "a>b", "{path}"));
    /** The value of an operation on the query, or with a replacement the regular expression. */
    public static final Slot<Argument> QUERY_VALUE = new Slot<>(2, "value", Values.plain());
    /** What stands for each find of the regular expression. */
    public static final Slot<Argument> QUERY_REPLACEMENT = new Slot<>(3, "replacement", Values.text());
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "uri",
            Shape.choose(Choice.byWord(0, "")
                    .with("strip_prefix", Shape.of(WORD, FIND).ignoringBlock())
                    .with("strip_suffix", Shape.of(WORD, FIND).ignoringBlock())
                    .with(
                            "replace",
                            Shape.of(WORD, FIND, REPLACEMENT).optional(LIMIT).ignoringBlock())
                    .with("path_regexp", Shape.of(WORD, REGEXP, REPLACEMENT).ignoringBlock())
                    .with(
                            "query",
                            Shape.of(WORD)
                                    .optional(KEY, QUERY_VALUE, QUERY_REPLACEMENT)
                                    .blockOf(Shape.of()
                                            .optional(
                                                    new Slot<>(0, "value", QUERY_VALUE.type()),
                                                    new Slot<>(1, "replacement", QUERY_REPLACEMENT.type()))
                                            .rule((line, report) -> operation(line, line, report)))
                                    .rule(Uri::query))));

    private Uri() {}

    private static void query(Directive line, Report report) {
        if (line.arguments().size() > 1 && Lines.canCount(line)) {
            Directive operation = line.inner().flatMap(Directive::inner).orElseThrow();
            if (!line.block().orElse(List.of()).isEmpty()) {
                report.error(line, "Cannot specify uri query rewrites in both argument and block");
            }
            operation(line, operation, report);
        }
    }

    private static void operation(Directive at, Directive operation, Report report) {
        String key = operation.name();
        int arguments = operation.arguments().size();
        boolean right;
        if (key.startsWith("-")) {
            right = arguments == 0;
        } else if (key.startsWith("+")) {
            right = arguments == 1;
        } else if (key.contains(">")) {
            right = arguments == 0;
        } else {
            right = arguments == 1 || arguments == 2;
        }
        if (!right && Lines.canCount(operation)) {
            report.error(at, "wrong argument count or unexpected line ending after '" + key + "'");
        }
    }
}
