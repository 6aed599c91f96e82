package run.leger.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import run.leger.device.check.CheckReport;
import run.leger.device.check.CheckResult;
import run.leger.device.check.DeviceChecks;
import run.leger.device.check.Outcome;

/** {@code leger init} and {@code leger doctor}: one line a check, and the remedy under what needs one. */
final class CheckCommand implements Command {
    private final String name;

    CheckCommand(String name) {
        this.name = name;
    }

    @Override
    public int run(Invocation call) {
        call.noWords();
        // An address that is none is a slip on the command line, not a fault of the device.
        call.caddy().close();
        DeviceChecks checks = DeviceChecks.of(call.deviceSettings());
        CheckReport report = name.equals("init") ? checks.init() : checks.doctor();
        if (call.console().json()) {
            writeJson(call.console(), report);
        } else {
            writeLines(call.console(), report, call.has(CliOptions.VERBOSE));
        }
        return report.passed() ? Exit.OK : Exit.REFUSED;
    }

    private void writeJson(Console console, CheckReport report) {
        console.object(
                name,
                out -> out.field("passed", report.passed())
                        .field("seconds", report.took().toNanos() / 1e9)
                        .objects("checks", report.results(), result -> {
                            out.field("id", result.check().id())
                                    .field("outcome", result.outcome().word())
                                    .field("finding", result.finding())
                                    .field("seconds", result.took().toNanos() / 1e9)
                                    .field("remedy", result.remedy().orElse(null));
                            out.object("evidence", evidence -> result.evidence().forEach(evidence::field));
                        }));
    }

    private static void writeLines(Console console, CheckReport report, boolean verbose) {
        for (CheckResult result : report.results()) {
            console.line(mark(console, result.outcome())
                    + String.format("  %-17s ", result.check().id())
                    + Console.shown(result.finding()));
            boolean explain = result.outcome() == Outcome.FAIL || result.outcome() == Outcome.WARN;
            if (explain && result.remedy().isPresent()) {
                console.line("        fix  " + Console.shown(result.remedy().get()));
            }
            if (verbose) {
                for (Map.Entry<String, String> fact : result.evidence().entrySet()) {
                    console.line(console.dim("        " + fact.getKey() + ": " + Console.shown(fact.getValue())));
                }
            }
        }
        console.line(summary(report) + (verbose ? "" : "     details: -v     machine form: --json"));
    }

    private static String mark(Console console, Outcome outcome) {
        String word = String.format("%-4s", outcome.word());
        return switch (outcome) {
            case OK -> console.green(console.terminal() ? "\u2714 ok  " : word);
            case WARN -> console.yellow(console.terminal() ? "! warn" : word);
            case FAIL -> console.red(console.terminal() ? "\u2718 fail" : word);
            case SKIP -> console.dim(console.terminal() ? "- skip" : word);
        };
    }

    private static String summary(CheckReport report) {
        String counts = String.join(
                ", ",
                List.of(
                        count(report.results().size(), "check"),
                        count(report.count(Outcome.FAIL), "failure"),
                        count(report.count(Outcome.WARN), "warning"),
                        report.count(Outcome.SKIP) + " skipped"));
        return counts + " in "
                + String.format(Locale.ROOT, "%.1f s", report.took().toMillis() / 1000.0);
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
