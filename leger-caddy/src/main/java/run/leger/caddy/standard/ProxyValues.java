package run.leger.caddy.standard;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** The types that only arguments of the proxy have. */
final class ProxyValues {
    private static final Duration AT_ONCE = Duration.ofNanos(-1);
    private static final Pattern HOST_PORT = Pattern.compile("[+-]?[0-9]{1,18}");

    /** Text in which placeholders are replaced for each request. */
    static final ValueType<Argument> UPSTREAM = Values.text()
            .where(UpstreamAddress::problem)
            .writing(Literals::upstream)
            .examples(
                    "localhost:8080",
                    "a.example",
                    ":9000",
                    "10.0.0.1:8000-8002",
                    "[::1]:80",
                    "unix//run/a.sock",
                    "{env.X}:80",
                    "{env.X}",
                    "tcp/a.example:{env.X}",
                    "https://b.example",
                    "h2c://b.example:81",
                    "http://b.example:81-83",
                    "a:{env.X}",
                    "unix+h2c//run/a.sock",
                    "fd/3",
                    "http://u@b.example",
                    "https:b.example://")
            .mistakes(
                    "http://a.example/b",
                    "http://a.example:80-90/b",
                    "http://a.example?b",
                    "http://a.example#b",
                    "wss://a.example",
                    "ftp://a.example",
                    "https://a.example:80",
                    "h2c://a.example:443",
                    "http://{env.X}",
                    "http://a:1-2-3",
                    "http://a b",
                    "http://[::1",
                    "http://a.example:99999",
                    "a:x",
                    "a:9-1",
                    "tcp/a:99999",
                    "[::1",
                    "a]b[:80",
                    "a:1:2",
                    "unix//run/a.sock|9",
                    "unix//run/a.sock|0066");

    /** A duration; a number without a unit is one of nanoseconds, and -1 has a meaning of its own. */
    static final ValueType<Duration> DURATION_OR_NANOS = ValueType.of(
                    "duration or -1",
                    token -> isNumber(token)
                            ? Optional.empty()
                            : Values.duration().problem(Argument.verbatim(token)),
                    token -> isNumber(token)
                            ? Duration.ofNanos(Long.parseLong(token))
                            : Values.duration().read(Argument.verbatim(token)),
                    (Duration value) -> value.equals(AT_ONCE)
                            ? "-1"
                            : Values.duration().write(value).token().orElseThrow())
            .examples("-1", "5s", "1h30m", "250ms", "0")
            .mistakes("x", "5y", "1.5");

    /** A number of bytes; {@code unlimited} is -1. */
    static final ValueType<Long> SIZE_OR_UNLIMITED = ValueType.of(
                    "size or unlimited",
                    token -> isUnlimited(token)
                            ? Optional.empty()
                            : Values.size().problem(Argument.verbatim(token)),
                    token -> isUnlimited(token) ? -1 : Values.size().read(Argument.verbatim(token)),
                    (Long value) -> value == -1 ? "unlimited" : String.valueOf(value))
            .examples("unlimited", "4KB", "10", "1.5MiB")
            .mistakes("-1", "x");

    /** A host and a port. */
    static final ValueType<String> HEALTH_UPSTREAM = ValueType.of(
                    "host:port",
                    token -> GoHostPort.split(token)
                                    .filter(parts ->
                                            HOST_PORT.matcher(parts.port()).matches())
                                    .isPresent()
                            ? Optional.empty()
                            : Optional.of("health_upstream is malformed '" + token + "': not a host and a port"),
                    token -> token,
                    (String text) -> text)
            .examples("a.example:80", "[::1]:8080", ":80")
            .mistakes("a.example", "a:x", "::1:80", "[::1]x:80");

    private ProxyValues() {}

    private static boolean isNumber(String token) {
        return Values.integer().problem(Argument.verbatim(token)).isEmpty();
    }

    private static boolean isUnlimited(String token) {
        return token.equals("unlimited");
    }
}
