package run.leger.caddy.standard;

import java.time.Duration;
import java.util.Optional;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code random|random_choose|first|round_robin|weighted_round_robin|least_conn|…_hash|query|header|cookie …}: which upstream a request goes to. */
public final class SelectionPolicies {
    /** The name of the module. */
    public static final Slot<Argument> MODULE = new Slot<>(0, "module", Values.verbatim());
    /** How many {@code random_choose} takes to choose from; at least 2, or 0 for 2. */
    public static final Slot<Long> CHOICES = new Slot<>(1, "number", Values.integer());
    /** The weights of {@code weighted_round_robin}, one for each upstream. */
    public static final Slot<Long> WEIGHTS =
            new Slot<>(1, "weight", Values.integer(0, Long.MAX_VALUE).mistakes("-1", "x"));
    /** The parameter of {@code query}. */
    public static final Slot<Argument> QUERY_KEY = new Slot<>(1, "key", Values.verbatim());
    /** The field of {@code header}. */
    public static final Slot<Argument> HEADER_FIELD =
            new Slot<>(1, "field", Values.verbatim().writing(Literals::field));
    /** The name of the cookie, {@code lb} if none is given. */
    public static final Slot<Argument> COOKIE_NAME = new Slot<>(1, "name", Values.verbatim());
    /** What signs the cookie. */
    public static final Slot<Argument> COOKIE_SECRET = new Slot<>(2, "secret", Values.verbatim());

    /** What chooses where the request has no such parameter, header or cookie. */
    public static final Setting<Directive> FALLBACK =
            Setting.line("fallback", () -> SelectionPolicies.SHAPE).once();
    /** How long the cookie lives. */
    public static final Setting<Duration> MAX_AGE =
            Setting.of("max_age", positive()).once();

    /** {@code cookie [<name> [<secret>]] { fallback <policy>; max_age <duration> }}. */
    public static final Shape COOKIE =
            Shape.of(MODULE).optional(COOKIE_NAME, COOKIE_SECRET).block(FALLBACK, MAX_AGE);

    private static final Shape PLAIN = Shape.of(MODULE).ignoringBlock();

    /** The line of one of the policies, after the word that asks for it. */
    public static final Shape SHAPE = Shape.choose(Choice.byWord(0, "http.reverse_proxy.selection_policies")
            .with("random", PLAIN)
            .with("random_choose", Shape.of(MODULE, CHOICES).ignoringMore().ignoringBlock())
            .with("first", PLAIN)
            .with("round_robin", PLAIN)
            .with("weighted_round_robin", Shape.of(MODULE).rest(WEIGHTS, 1).ignoringBlock())
            .with("least_conn", PLAIN)
            .with("ip_hash", PLAIN)
            .with("client_ip_hash", PLAIN)
            .with("uri_hash", PLAIN)
            .with("query", Shape.of(MODULE, QUERY_KEY).block(FALLBACK).ignoringMoreAndBlock())
            .with("header", Shape.of(MODULE, HEADER_FIELD).block(FALLBACK).ignoringMoreAndBlock())
            .with("cookie", COOKIE));

    private SelectionPolicies() {}

    private static ValueType<Duration> positive() {
        return Values.duration()
                .where(token -> Values.duration().read(Argument.verbatim(token)).compareTo(Duration.ZERO) > 0
                        ? Optional.empty()
                        : Optional.of("invalid duration: " + token + ", max_age should be non-zero and positive"))
                .examples("5s", "1d")
                .mistakes("0", "-5s", "x");
    }
}
