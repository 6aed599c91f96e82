package run.leger.caddy.standard;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;
import run.leger.caddy.internal.IpLiteral;

/** Addresses to listen on, as Caddy takes them apart when it adapts a file: {@code [<network>/]<host>[:<port>]}, {@code unix/<path>[|<mode>]} or {@code fd/<number>}. */
final class ListenAddress {

    private static final Pattern WITH_PORT = Pattern.compile("\\[[^\\[\\]]*]:[^:\\[\\]]*|[^:\\[\\]]*:[^:\\[\\]]*");
    private static final Pattern MODE = Pattern.compile("[0-3]?[0-7]{1,10}");

    private static final Pattern SOCKET = Pattern.compile(
            "unix(?:gram|packet|\\+h2c)?/[A-Za-z0-9/._@%+=:,~-]+(?:\\|[0-7]{3,4})?|fd(?:gram)?/[0-9]{1,9}");
    private static final Pattern NETWORK = Pattern.compile("((?!unix|fd)[a-z][a-z0-9+-]{0,40}/)?([^/]*)");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern ZONE = Pattern.compile("%[A-Za-z0-9_.-]+$");
    private static final String UNCLEAR =
            "it is none of <host>, unix/<path> and fd/<number>; an IPv6 address is in brackets, and there is no port";

    static final ValueType<Argument> TYPE = Values.text()
            .where(ListenAddress::problem)
            .writing(ListenAddress::unclear)
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

    /**
     * Says why an address is not written: Caddy passes over a port here, takes {@code tcp} for granted, and takes much for a host that no
     * listener can have.
     */
    private static Optional<String> unclear(String address) {
        if (SOCKET.matcher(address).matches()) {
            return problem(address).map(any -> "the socket's owner must be able to write to it");
        }
        Matcher parts = NETWORK.matcher(address);
        boolean clear = parts.matches() && !"tcp/".equals(parts.group(1)) && isHost(parts.group(2));
        return clear ? Optional.empty() : Optional.of(UNCLEAR);
    }

    /** Says why an address with a port is not written. */
    static Optional<String> unclearWithPort(String address) {
        if (SOCKET.matcher(address).matches()) {
            return unclear(address);
        }
        Matcher parts = NETWORK.matcher(address);
        Optional<GoHostPort> place = parts.matches() ? GoHostPort.split(parts.group(2)) : Optional.empty();
        boolean clear = place.isPresent()
                && PORT.matcher(place.get().port()).matches()
                && (place.get().host().isEmpty()
                        || isHost(parts.group(2).substring(0, parts.group(2).lastIndexOf(':'))));
        return clear
                ? Optional.empty()
                : Optional.of(
                        "it is none of <host>:<port>, unix/<path> and fd/<number>; an IPv6 address is in brackets");
    }

    private static boolean isHost(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return IpLiteral.canonical(
                            ZONE.matcher(host.substring(1, host.length() - 1)).replaceFirst(""))
                    .filter(IpLiteral::isSix)
                    .isPresent();
        }
        return HOST.matcher(host).matches();
    }

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
