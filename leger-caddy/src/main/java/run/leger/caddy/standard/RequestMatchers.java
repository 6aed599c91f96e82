package run.leger.caddy.standard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;
import run.leger.caddy.syntax.Token;

/**
 * The request matchers: {@code @name <matcher> <argument...>}, or a block of matchers, all of which must match. A first word in quotes is an
 * {@link #EXPRESSION}. The values of one are read from its line, which is {@link Directive#inner} of {@code @name path /x}.
 */
public final class RequestMatchers {
    private static final String NAMESPACE = "http.matchers";

    /** {@code host <name...>}: one of the host names; {@code *} stands for a label. */
    public static final Setting<List<Argument>> HOST = anyNumber("host", "name", Values.text());
    /** {@code path <path...>}: one of the paths; {@code *} stands for anything. */
    public static final Setting<List<Argument>> PATH = anyNumber("path", "path", Values.text());
    /** {@code path_regexp [<name>] <regexp>}: the path has a find. */
    public static final Setting<Directive> PATH_REGEXP = Setting.line(
                    "path_regexp",
                    Shape.of(new Slot<>(0, "name or regexp", Values.verbatim().writing(Literals::notEmpty)))
                            .optional(new Slot<>(1, "regexp", Values.verbatim()))
                            .emptyBlock())
            .once();
    /** {@code method <method...>}: one of the methods. */
    public static final Setting<List<Argument>> METHOD = anyNumber("method", "method", Values.verbatim());
    /** {@code query <key=value...>}: for each key one of its values; {@code *} is any. Without an argument, there is no query. */
    public static final Setting<List<Argument>> QUERY = anyNumber("query", "key=value", query());
    /** The name of a header; with {@code !} before it, the request must not have it. */
    public static final Slot<Argument> HEADER_FIELD = ResponseMatchers.FIELD;
    /** The value of a header; {@code *} at its beginning or end stands for anything. */
    public static final Slot<Argument> HEADER_VALUE = new Slot<>(1, "value", Values.text());
    /** {@code header <field> <value>} or {@code header !<field>}: one of the values that lines of the field say. */
    public static final Setting<Directive> HEADER = Setting.line(
            "header", Shape.of(HEADER_FIELD).optional(HEADER_VALUE).emptyBlock().rule(ResponseMatchers::fieldAndValue));
    /** {@code header_regexp [<name>] <field> <regexp>}: the header has a find. */
    public static final Setting<Directive> HEADER_REGEXP = Setting.line(
            "header_regexp",
            Shape.of(
                            new Slot<>(
                                    0,
                                    "name or field",
                                    Values.verbatim().writing(Literals::field).examples("X-Y", "Server")),
                            new Slot<>(1, "field or regexp", Values.verbatim()))
                    .optional(new Slot<>(2, "regexp", Values.verbatim()))
                    .emptyBlock());
    /** {@code protocol <protocol>}: {@code http}, {@code https}, {@code grpc}, or a version such as {@code http/2} or {@code http/2+}. */
    public static final Setting<Argument> PROTOCOL = Setting.of("protocol", protocol())
            .shaped(Shape.of(new Slot<>(0, "protocol", protocol()))
                    .emptyBlock()
                    .rule(KnownWords.of(
                            "it matches nothing",
                            "http",
                            "https",
                            "grpc",
                            "http/1.0",
                            "http/1.0+",
                            "http/1.1",
                            "http/1.1+",
                            "http/2",
                            "http/2+",
                            "http/3",
                            "http/3+")));
    /** {@code tls [early_data]}: the request came over TLS, or before the handshake was complete. */
    public static final Setting<Directive> TLS = Setting.line(
            "tls",
            Shape.of()
                    .optional(new Slot<>(0, "option", Values.word("early_data")))
                    .emptyBlock());
    /** {@code remote_ip <range...>}: the connection comes from one of the addresses or ranges, or from {@code private_ranges}. */
    public static final Setting<List<Argument>> REMOTE_IP = anyNumber(
            "remote_ip",
            "range",
            ranges().where(token -> token.equals("forwarded")
                            ? Optional.of(
                                    "the 'forwarded' option is no longer supported; use the 'client_ip' matcher instead")
                            : Optional.empty())
                    .mistakes("forwarded"));
    /** {@code client_ip <range...>}: the client has one of the addresses, as trusted proxies say. */
    public static final Setting<List<Argument>> CLIENT_IP = anyNumber("client_ip", "range", ranges());
    /** The name of a variable, or a placeholder. */
    public static final Slot<Argument> VARIABLE = new Slot<>(0, "variable", Values.plain());
    /** {@code vars <variable> <value...>}: the variable has one of the values. */
    public static final Setting<Directive> VARS = Setting.line(
            "vars",
            Shape.of(VARIABLE).rest(new Slot<>(1, "value", Values.text()), 1).emptyBlock());
    /** {@code vars_regexp [<name>] <variable> <regexp>}: the variable has a find. */
    public static final Setting<Directive> VARS_REGEXP = Setting.line(
            "vars_regexp",
            Shape.of(
                            new Slot<>(0, "name or variable", Values.plain().writing(Literals::notEmpty)),
                            new Slot<>(1, "variable or regexp", Values.plain()))
                    .optional(new Slot<>(2, "regexp", Values.verbatim()))
                    .emptyBlock());
    /**
     * {@code expression <CEL...>}: the expression is true. Caddy joins several parts with spaces and leaves them their quotes, which are then part
     * of the expression; write it as one part, which has none. What is wrong in an expression Caddy finds when it loads the configuration.
     */
    public static final Setting<List<Argument>> EXPRESSION = Setting.list("expression", Values.verbatim())
            .shaped(Shape.of(new Slot<>(0, "CEL", Values.verbatim()))
                    .rest(new Slot<>(1, "more CEL", Values.verbatim().writing(RequestMatchers::oneExpression)), 0)
                    .emptyBlock())
            .once();
    /** {@code not <matcher> <argument...>}, or a block of matchers: they do not all match. */
    public static final Setting<Directive> NOT = not(2);

    /** What follows {@code @name}. */
    static final Shape DEFINITION = set(
            all(),
            Shape.of(new Slot<>(0, "CEL", Values.verbatim())).ignoringMore().ignoringBlock(),
            block(Shape.of(), all()).blockOfModules(NAMESPACE));

    private RequestMatchers() {}

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(plain());
        all.add(NOT);
        return all;
    }

    private static List<Setting<?>> plain() {
        return List.of(
                HOST,
                PATH,
                PATH_REGEXP,
                METHOD,
                QUERY,
                HEADER,
                HEADER_REGEXP,
                PROTOCOL,
                TLS,
                REMOTE_IP,
                CLIENT_IP,
                VARS,
                VARS_REGEXP,
                EXPRESSION,
                FileMatcher.TYPE,
                UrlPatternMatcher.TYPE);
    }

    /** On a line, {@code not} can follow itself only so often; in blocks always. */
    private static Setting<Directive> not(int deep) {
        List<Setting<?>> onLine = new ArrayList<>(plain());
        if (deep > 0) {
            onLine.add(not(deep - 1));
        }
        List<Setting<?>> inBlock = new ArrayList<>(plain());
        inBlock.add(Setting.line("not", () -> NOT.shape()));
        Shape block = inBlock(Shape.of(), inBlock);
        Shape expression = inBlock(Shape.of(new Slot<>(0, "CEL", Values.verbatim())), inBlock);
        return Setting.line("not", set(onLine, expression, block));
    }

    /** What is in the block counts beside what is on the line. */
    private static Shape inBlock(Shape line, List<Setting<?>> matchers) {
        return block(line, matchers)
                .blockOf(Shape.raw().rule(RequestMatchers::expressionOrPlugin))
                .rule(RequestMatchers::quotedAlone);
    }

    private static Shape set(List<Setting<?>> onLine, Shape quoted, Shape block) {
        Slot<Argument> word = new Slot<>(0, "matcher", Values.verbatim());
        Choice choice = Choice.byWord(0, NAMESPACE);
        for (Setting<?> matcher : onLine) {
            choice = choice.with(matcher.name(), matcher.shape().behind(word));
        }
        return Shape.choose(choice.orQuoted(quoted).orNone(block));
    }

    private static Shape block(Shape line, List<Setting<?>> matchers) {
        return line.block(matchers.toArray(Setting[]::new)).rule(RequestMatchers::fieldsOnce);
    }

    private static Setting<List<Argument>> anyNumber(String name, String each, ValueType<Argument> type) {
        return Setting.list(name, type)
                .shaped(Shape.of().rest(new Slot<>(0, each, type), 0).emptyBlock());
    }

    private static ValueType<Argument> query() {
        return Values.text()
                .where(token -> token.isEmpty() || token.contains("=")
                        ? Optional.empty()
                        : Optional.of("malformed query matcher token: " + token + "; must be in param=val format"))
                .writing(RequestMatchers::keyAndValue)
                .examples("a=b", "a=*", "", "{path}=1", "a=b=c")
                .mistakes("x");
    }

    private static Optional<String> keyAndValue(String text) {
        return text.contains("=") ? Optional.empty() : Optional.of("not key=value");
    }

    private static ValueType<Argument> protocol() {
        return Values.verbatim().examples("http", "https", "grpc", "http/2", "http/1.1+", "x");
    }

    private static ValueType<Argument> ranges() {
        return Values.text()
                .writing(Literals::network)
                .examples("10.0.0.0/8", "private_ranges", "192.168.1.7", "::1", "{env.RANGE}", "x");
    }

    /** Caddy joins the parts of an expression with their quotes. */
    private static Optional<String> oneExpression(String part) {
        return Optional.of("an expression is written as one argument");
    }

    private static void fieldsOnce(Directive owner, Report report) {
        Set<String> fields = new HashSet<>();
        for (Directive matcher : Lines.of(owner).toList()) {
            if (matcher.name().equals(HEADER_REGEXP.name()) && Lines.canCount(matcher)) {
                matcher.arguments()
                        .get(matcher.arguments().size() == 3 ? 1 : 0)
                        .token()
                        .filter(field -> !fields.add(field))
                        .ifPresent(field -> report.error(
                                matcher,
                                "header_regexp matcher can only be used once per named matcher, per header field: "
                                        + field));
            }
        }
    }

    /** In the block of {@code not} a name in quotes is an expression. */
    private static void expressionOrPlugin(Directive line, Report report) {
        String id = NAMESPACE + "." + line.name();
        if (!isQuoted(line) && !report.hasPlugin(id)) {
            report.error(line, "module not registered: " + id);
        }
    }

    private static void quotedAlone(Directive not, Report report) {
        for (Directive matcher : Lines.of(not).toList()) {
            if (isQuoted(matcher)
                    && (!matcher.arguments().isEmpty() || matcher.block().isPresent())) {
                report.error(matcher, "Caddy reads '" + matcher.name() + "' as an expression, since it is in quotes");
            }
        }
    }

    private static boolean isQuoted(Directive line) {
        return line.source()
                .filter(run.leger.caddy.syntax.Directive.class::isInstance)
                .map(run.leger.caddy.syntax.Directive.class::cast)
                .flatMap(run.leger.caddy.syntax.Directive::name)
                .filter(Token::isQuoted)
                .isPresent();
    }
}
