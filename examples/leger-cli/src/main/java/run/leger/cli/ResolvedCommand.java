package run.leger.cli;

import java.util.List;
import java.util.Locale;
import run.leger.resolved.Finding;
import run.leger.resolved.MagicDnsCheck;
import run.leger.resolved.ResolvedConf;

/** {@code leger resolved render}: the resolved.conf that Leger uses, and where it fights MagicDNS. */
final class ResolvedCommand {
    private ResolvedCommand() {}

    static int run(Invocation call) {
        if (!call.words().equals(List.of("render"))) {
            throw new UsageException("leger resolved render");
        }
        ResolvedConf conf = ResolvedConf.legerTemplate();
        List<Finding> findings = MagicDnsCheck.check(conf);
        Console console = call.console();
        if (console.json()) {
            console.object(
                    "resolved render",
                    out -> out.field("text", conf.print())
                            .objects(
                                    "findings",
                                    findings,
                                    f -> out.field("line", (long) f.line())
                                            .field(
                                                    "severity",
                                                    f.severity().name().toLowerCase(Locale.ROOT))
                                            .field("message", f.message())));
        } else {
            console.text(conf.print());
            findings.forEach(f -> console.note("leger: line " + f.line() + ": " + f.message()));
        }
        return Exit.OK;
    }
}
