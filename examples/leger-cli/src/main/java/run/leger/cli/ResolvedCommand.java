package run.leger.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        Optional<DnsName> suffix = splitDns(call);
        Optional<Integer> version = ResolvedFacts.version(call);
        if (version.isPresent() && suffix.isEmpty()) {
            throw new UsageException("--systemd is for --split-dns: other settings are the same for every version");
        }
        if (version.isPresent() && version.get() >= TailnetDns.DELEGATE_SINCE) {
            return write(
                    call,
                    TailnetDns.delegate(suffix.orElseThrow()),
                    List.of(),
                    List.of("this is no drop-in, but a file " + TailnetDns.DELEGATE_FOLDER + "/60-leger.dns-delegate"));
        }
        ResolvedConf conf = ours(call);
        List<Finding> findings = MagicDnsCheck.check(conf);
        return write(
                call,
                conf.print(),
                findings,
                findings.stream()
                        .map(f -> "line " + f.line() + ": " + f.message())
                        .toList());
    }

    private static int write(Invocation call, String text, List<Finding> findings, List<String> notes) {
        Console console = call.console();
        if (console.json()) {
            console.object("resolved render", out -> findings(out.field("text", text), findings));
        } else {
            console.text(text);
            notes.forEach(note -> console.note("leger: " + note));
        }
        return Exit.OK;
    }

    /** Returns Leger's own settings, or those that send one tailnet's names to MagicDNS. */
    static ResolvedConf ours(Invocation call) {
        return splitDns(call).map(TailnetDns::global).orElseGet(ResolvedConf::legerTemplate);
    }

    private static Optional<DnsName> splitDns(Invocation call) {
        return call.text(CliOptions.SPLIT_DNS).map(ResolvedCommand::name);
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
