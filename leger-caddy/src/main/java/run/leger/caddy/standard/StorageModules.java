package run.leger.caddy.standard;

import java.util.List;
import java.util.stream.Stream;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code <module> …}: where certificates and keys are kept. */
public final class StorageModules {
    /** The name of the module. */
    public static final Slot<Argument> MODULE = new Slot<>(0, "module", Values.verbatim());
    /** The folder. */
    public static final Slot<Argument> FILE_SYSTEM_ROOT = new Slot<>(1, "root", Written.VERBATIM);
    /** The folder, where it is not an argument. */
    public static final Setting<Argument> ROOT = Setting.of("root", Written.VERBATIM);
    /** {@code file_system [<root>] { root <root> }}. */
    public static final Shape FILE_SYSTEM =
            Shape.of(MODULE).optional(FILE_SYSTEM_ROOT).block(ROOT).rule(StorageModules::oneRoot);
    /** The line of one of the modules, after the word that asks for it. */
    public static final Shape SHAPE =
            Shape.choose(Choice.byWord(0, "caddy.storage").with("file_system", FILE_SYSTEM));

    private StorageModules() {}

    private static void oneRoot(Directive line, Report report) {
        List<Argument> roots = Stream.concat(FILE_SYSTEM_ROOT.in(line).stream(), ROOT.allIn(line).stream())
                .toList();
        if (roots.size() > 1 && !isEmpty(roots.get(0))) {
            report.error(line, "root already set");
        } else if (roots.stream().allMatch(StorageModules::isEmpty)) {
            report.error(line, "missing root path (to use default, omit storage config entirely)");
        }
    }

    private static boolean isEmpty(Argument argument) {
        return argument.token().filter(String::isEmpty).isPresent();
    }
}
