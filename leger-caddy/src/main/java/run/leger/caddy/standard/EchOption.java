package run.leger.caddy.standard;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code ech <name…> { dns <provider> }}: Encrypted Client Hello, by these public names. */
public final class EchOption {

    /** The public names, each once. */
    public static final Slot<Argument> PUBLIC_NAMES =
            new Slot<>(0, "public name", Values.plain().examples("a.example", "b.example", "c.example", "localhost"));
    /** Who publishes the keys, a plugin. */
    public static final Setting<Directive> DNS = Setting.line("dns", DnsChallenge.PROVIDER_SHAPE);
    /** The option. */
    public static final Setting<Directive> ECH =
            Setting.line("ech", Shape.of().rest(PUBLIC_NAMES, 1).block(DNS).rule(EchOption::eachOnce));

    private EchOption() {}

    /** Caddy would ask for two certificates of one name, and finds that ambiguous. */
    private static void eachOnce(Directive line, Report report) {
        Set<String> seen = new HashSet<>();
        for (Argument name : line.arguments()) {
            Optional<String> token = name.token();
            if (token.isPresent() && !token.get().isEmpty() && !seen.add(token.get())) {
                report.error(
                        line,
                        name,
                        "hostname appears in more than one automation policy, making certificate management ambiguous: "
                                + token.get());
            }
        }
    }
}
