package run.leger.caddy.standard;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** Addresses to listen on, as Caddy takes them apart when it adapts a file: {@code [<network>/]<host>[:<port>]}, {@code unix/<path>[|<mode>]} or {@code fd/<number>}. */
final class ListenAddress {

    private static final Pattern WITH_PORT = Pattern.compile("\\[[^\\[\\]]*]:[^:\\[\\]]*|[^:\\[\\]]*:[^:\\[\\]]*");
    private static final Pattern MODE = Pattern.compile("[0-3]?[0-7]{1,10}");

    static final ValueType<Argument> TYPE = Values.text()
            .where(ListenAddress::problem)
            .examples(
                    "127.0.0.1",
                    "::1",
                    "localhost",
                    "tcp4/10.0.0.1",
                    "[::1]:80",
                    "unix//run/a.sock|0220",
                    "fd/3",
                    "{env.X}")
            .mistakes("a[b", "unix//run/a|x", "unix//run/a|0440");

    private ListenAddress() {}

    private static Optional<String> problem(String address) {
        int slash = address.indexOf('/');
        String network = slash < 0 ? "" : address.substring(0, slash).strip().toLowerCase(Locale.ROOT);
        String rest = address.substring(slash + 1);
        if (network.startsWith("fd")) {
            return Optional.empty();
        }
        if (network.startsWith("unix")) {
            return mode(rest);
        }
        return host(rest);
    }

    private static Optional<String> host(String text) {
        String host = text;
        while (host.startsWith("[") || host.startsWith("]")) {
            host = host.substring(1);
        }
        while (host.endsWith("[") || host.endsWith("]")) {
            host = host.substring(0, host.length() - 1);
        }
        boolean brackets = host.contains("[") || host.contains("]");
        return brackets && !WITH_PORT.matcher(text).matches()
                ? Optional.of("'" + text + "' is not a host to listen on")
                : Optional.empty();
    }

    private static Optional<String> mode(String text) {
        int bar = text.indexOf('|');
        if (bar < 0) {
            return Optional.empty();
        }
        String mode = text.substring(bar + 1);
        if (!MODE.matcher(mode).matches()) {
            return Optional.of("'" + mode + "' is not an octal mode of a socket");
        }
        return (Long.parseLong(mode, 8) & 0200) == 0
                ? Optional.of(
                        "the owner of a socket must be able to write to it, which mode " + mode + " does not allow")
                : Optional.empty();
    }
}
