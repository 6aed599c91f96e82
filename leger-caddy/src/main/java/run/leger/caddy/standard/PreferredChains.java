package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code preferred_chains [smallest] { root_common_name <name…>; any_common_name <name…> }}: which chain is used where an authority offers several. */
public final class PreferredChains {

    /** {@code smallest}: the one with the fewest bytes. */
    public static final Slot<String> SMALLEST = new Slot<>(0, "smallest", Values.word("smallest"));
    /** The first with a root of one of these names. */
    public static final Setting<List<Argument>> ROOT_COMMON_NAME = Setting.list("root_common_name", Values.verbatim());
    /** The first with any certificate of one of these names. */
    public static final Setting<List<Argument>> ANY_COMMON_NAME = Setting.list("any_common_name", Values.verbatim());
    /** The line, which is a setting of the ACME issuer and a global option. */
    public static final Setting<Directive> PREFERRED_CHAINS = Setting.line(
            "preferred_chains",
            Shape.of()
                    .optional(SMALLEST)
                    .block(ROOT_COMMON_NAME, ANY_COMMON_NAME)
                    .rule(PreferredChains::onePreference));

    private PreferredChains() {}

    private static void onePreference(Directive line, Report report) {
        boolean smallest = !line.arguments().isEmpty();
        boolean root = Lines.has(line, ROOT_COMMON_NAME);
        boolean any = Lines.has(line, ANY_COMMON_NAME);
        if (smallest && (root || any)) {
            report.error(line, "No more options are accepted when using the 'smallest' option");
        } else if (root && any) {
            report.error(line, "root_common_name and any_common_name exclude each other");
        } else if (!smallest && !root && !any && !Lines.mayCome(line)) {
            report.error(line, "No options for preferred_chains received");
        }
    }
}
