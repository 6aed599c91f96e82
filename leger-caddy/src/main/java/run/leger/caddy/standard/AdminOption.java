package run.leger.caddy.standard;

import java.util.List;
import java.util.Optional;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code admin off | [<address>] { origins <origin…>; enforce_origin }}: the endpoint that changes Caddy's configuration. */
public final class AdminOption {

    private static final ValueType<Argument> ORIGIN = Values.verbatim().writing(Literals::notEmpty);

    /** Where it listens; {@code off} for nowhere, after which there can be no block. */
    public static final Slot<Argument> LISTEN = new Slot<>(
            0,
            "address",
            Values.text()
                    .examples("localhost:2019", "off", "unix//run/caddy.sock", "{env.ADMIN}")
                    .writing(text -> text.equals("off") ? Optional.empty() : ListenAddress.unclearWithPort(text)));
    /** The origins that may ask, beside those of the address. */
    public static final Setting<List<Argument>> ORIGINS =
            Setting.list("origins", ORIGIN).shaped(Shape.of().rest(new Slot<>(0, "origin", ORIGIN), 0));
    /** Whether requests must name their origin. */
    public static final Setting<Boolean> ENFORCE_ORIGIN = Setting.flag("enforce_origin");
    /** The option. */
    public static final Setting<Directive> ADMIN = Setting.line(
            "admin", Shape.of().optional(LISTEN).block(ORIGINS, ENFORCE_ORIGIN).rule(AdminOption::nothingAfterOff));

    private AdminOption() {}

    private static void nothingAfterOff(Directive line, Report report) {
        boolean off =
                LISTEN.in(line).flatMap(Argument::token).filter("off"::equals).isPresent();
        if (off && line.block().isPresent()) {
            report.error(line, "No more option is allowed after turning off admin config");
        }
    }
}
