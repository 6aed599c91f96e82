package run.leger.caddy.standard;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/**
 * {@code map [matcher] <source> <destination...> { [~]<input> <output...>; default <output...> }}: sets placeholders by the value of another. The
 * names of the lines are the inputs.
 */
public final class MapDirective {
    /** What is looked up. */
    public static final Slot<Argument> SOURCE = new Slot<>(0, "source", Values.text());
    /** The placeholders that are set, such as <code>{my_value}</code>; the slot repeats. */
    public static final Slot<Argument> DESTINATION = new Slot<>(1, "destination", destination());
    /** The outputs for an input, in the order of the destinations; {@code -} is none. */
    public static final Slot<Argument> OUTPUT =
            new Slot<>(0, "output", Values.plain().quoted().writing(Literals.not("-")));
    /** The outputs where no input fits. */
    public static final Setting<List<Argument>> DEFAULT = Setting.list("default", Values.text())
            .shaped(Shape.of().rest(new Slot<>(0, "output", Values.text()), 0))
            .once();
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "map",
            Shape.of(SOURCE)
                    .rest(DESTINATION, 1)
                    .block(DEFAULT)
                    .blockOf(Shape.of().rest(OUTPUT, 0))
                    .rule(MapDirective::outputs));

    /** Shorthands, and what Caddy makes of them. */
    private static final Pattern TAKEN = Pattern.compile("[{}]*"
            + "(\\{(host|hostport|port|scheme|method|uuid|%?uri|%?path|dir|file|[%?]?query|orig_method|orig_uri|orig_path"
            + "|orig_dir|orig_file|orig_\\??query|remote|remote_host|remote_port|tls_cipher|tls_version"
            + "|tls_client_(fingerprint|issuer|serial|subject|certificate_pem|certificate_der_base64)"
            + "|upstream_hostport|client_ip)\\}"
            + "|http\\.request\\.(host|hostport|port|scheme|method|uuid|uri|uri_escaped"
            + "|uri\\.(path|path_escaped|path\\.dir|path\\.file|query|query_escaped|prefixed_query)"
            + "|orig_method|orig_uri|orig_uri\\.(path|path\\.dir|path\\.file|query|prefixed_query)"
            + "|remote|remote\\.host|remote\\.port|tls\\.cipher_suite|tls\\.version"
            + "|tls\\.client\\.(fingerprint|issuer|serial|subject|certificate_pem|certificate_der_base64))"
            + "|http\\.reverse_proxy\\.upstream\\.hostport|http\\.vars\\.client_ip)[{}]*");

    private MapDirective() {}

    private static ValueType<Argument> destination() {
        return Values.verbatim()
                .where(token -> TAKEN.matcher(token).matches()
                        ? Optional.of("destination " + token + " conflicts with a Caddyfile placeholder shorthand")
                        : Optional.empty())
                .examples("{my_a}", "{my_b}", "x")
                .mistakes("{path}", "{http.request.host}");
    }

    private static void outputs(Directive map, Report report) {
        int destinations = map.arguments().size() - 1;
        if (Lines.canCount(map)) {
            Lines.of(map)
                    .filter(line -> !line.name().equals(DEFAULT.name()))
                    .filter(line -> Lines.canCount(line) && line.arguments().size() > destinations)
                    .forEach(line -> report.error(line, "too many outputs"));
        }
    }
}
