package run.leger.cli;

import java.util.List;
import java.util.Locale;
import run.leger.core.DnsName;
import run.leger.core.internal.JsonOut;
import run.leger.resolved.Finding;
import run.leger.resolved.MagicDnsCheck;
import run.leger.resolved.ResolvedConf;
import run.leger.resolved.TailnetDns;

/** {@code leger resolved check|effective|render|install|uninstall}. */
final class ResolvedCommand {
    private ResolvedCommand() {}

    static int run(Invocation call) {
        String verb = call.words().isEmpty() ? "" : call.words().get(0);
        return switch (verb) {
            case "check" -> ResolvedFacts.check(call.rest());
            case "effective" -> ResolvedFacts.effective(call.rest());
            case "render" -> render(call.rest());
            case "install" -> ResolvedInstall.install(call.rest());
            case "uninstall" -> ResolvedInstall.uninstall(call.rest());
            default -> throw Usages.verb("resolved", call.words());
        };
    }

    private static int render(Invocation call) {
        call.noWords();
        ResolvedConf conf = ours(call);
        List<Finding> findings = MagicDnsCheck.check(conf);
        Console console = call.console();
        if (console.json()) {
            console.object("resolved render", out -> findings(out.field("text", conf.print()), findings));
        } else {
            console.text(conf.print());
            findings.forEach(f -> console.note("leger: line " + f.line() + ": " + f.message()));
        }
        return Exit.OK;
    }

    /** Returns Leger's own settings, or those that send one tailnet's names to MagicDNS. */
    static ResolvedConf ours(Invocation call) {
        return call.text(CliOptions.SPLIT_DNS)
                .map(suffix -> TailnetDns.global(name(suffix)))
                .orElseGet(ResolvedConf::legerTemplate);
    }

    private static DnsName name(String suffix) {
        try {
            return DnsName.of(suffix);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--split-dns needs a suffix such as tail1234.ts.net: " + e.getMessage());
        }
    }

    static void findings(JsonOut out, List<Finding> findings) {
        out.objects("findings", findings, f -> {
            if (!f.origin().file().isEmpty()) {
                out.field("file", f.origin().file());
            }
            out.field("line", (long) f.line())
                    .field("column", (long) f.origin().column())
                    .field("severity", f.severity().name().toLowerCase(Locale.ROOT))
                    .field("message", f.message());
        });
    }
}
