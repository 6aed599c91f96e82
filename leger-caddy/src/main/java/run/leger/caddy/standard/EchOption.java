package run.leger.caddy.standard;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code ech <name…> { dns <provider> }}: Encrypted Client Hello, by these public names. */
public final class EchOption {

    /** The public names, each once. */
    public static final Slot<Argument> PUBLIC_NAMES = new Slot<>(
            0,
            "public name",
            Values.verbatim()
                    .examples("a.example", "b.example", "c.example", "localhost")
                    .writing(Written::domainName));
    /** Who publishes the keys, a plugin. */
    public static final Setting<Directive> DNS = Setting.line("dns", DnsChallenge.PROVIDER_SHAPE);
    /** The option. */
    public static final Setting<Directive> ECH =
            Setting.line("ech", Shape.of().rest(PUBLIC_NAMES, 1).block(DNS));

    private EchOption() {}

    /** Returns a name that stands in a line twice. */
    static Optional<String> twice(Directive line) {
        Set<String> seen = new HashSet<>();
        return line.arguments().stream()
                .flatMap(name -> name.token().stream())
                .filter(name -> !name.isEmpty() && !seen.add(name))
                .findFirst();
    }
}
