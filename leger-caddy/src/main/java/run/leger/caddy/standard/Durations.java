package run.leger.caddy.standard;

import java.time.Duration;
import java.util.Optional;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** Durations with rules of their own. */
final class Durations {

    static final ValueType<Duration> NOT_NEGATIVE = Values.duration()
            .where(token -> token.startsWith("-")
                            && Values.duration().read(Argument.verbatim(token)).isNegative()
                    ? Optional.of(token + " is less than nothing")
                    : Optional.empty())
            .mistakes("-1s", "x", "5");

    private Durations() {}
}
