package run.leger.cli;

import java.util.List;
import java.util.Locale;
import run.leger.resolved.DropInChange;
import run.leger.resolved.Finding;
import run.leger.resolved.MagicDnsCheck;
import run.leger.resolved.ResolvedConf;
import run.leger.resolved.ResolvedDropIn;

/** {@code leger resolved install|uninstall}: our drop-in, and no other file. */
final class ResolvedInstall {
    private ResolvedInstall() {}

    static int install(Invocation call) {
        ResolvedConf conf = settings(call);
        ResolvedDropIn dropIn = ResolvedDropIn.leger(ResolvedFacts.root(call));
        boolean dry = call.has(CliOptions.DRY_RUN);
        DropInChange change;
        if (call.has(CliOptions.REPLACE)) {
            change = dry ? dropIn.previewReplacing(conf) : dropIn.installReplacing(conf);
        } else {
            change = dry ? dropIn.preview(conf) : dropIn.install(conf);
        }
        List<Finding> findings = MagicDnsCheck.check(conf);
        report(
                call,
                "install",
                dropIn,
                change,
                findings,
                ResolvedDropIn.installed(conf).print());
        return Exit.OK;
    }

    private static ResolvedConf settings(Invocation call) {
        if (call.words().isEmpty()) {
            return ResolvedCommand.ours(call);
        }
        if (call.text(CliOptions.SPLIT_DNS).isPresent()) {
            throw new UsageException("a file or --split-dns, not both");
        }
        return ResolvedConf.parse(call.bytesOf(call.word("a file or - for standard input")));
    }

    static int uninstall(Invocation call) {
        call.noWords();
        ResolvedDropIn dropIn = ResolvedDropIn.leger(ResolvedFacts.root(call));
        DropInChange change = call.has(CliOptions.DRY_RUN) ? dropIn.previewUninstall() : dropIn.uninstall();
        report(call, "uninstall", dropIn, change, List.of(), "");
        return Exit.OK;
    }

    private static void report(
            Invocation call,
            String verb,
            ResolvedDropIn dropIn,
            DropInChange change,
            List<Finding> findings,
            String text) {
        Console console = call.console();
        boolean dry = call.has(CliOptions.DRY_RUN);
        if (console.json()) {
            console.object("resolved " + verb, out -> {
                out.field("applied", !dry)
                        .field("file", dropIn.path().toString())
                        .field("change", change.name().toLowerCase(Locale.ROOT));
                if (!text.isEmpty()) {
                    ResolvedCommand.findings(out.field("text", text), findings);
                }
            });
            return;
        }
        console.line((dry ? "would be " : "") + words(change) + ": "
                + Console.shown(dropIn.path().toString()));
        if (dry && !text.isEmpty()) {
            console.text(text);
        }
        findings.forEach(finding -> console.note("leger: " + finding.message()));
        if (!dry && change != DropInChange.NONE) {
            console.note("    next  systemctl reload-or-restart systemd-resolved");
        }
    }

    private static String words(DropInChange change) {
        return switch (change) {
            case NONE -> "unchanged";
            case CREATED -> "created";
            case UPDATED -> "updated";
            case REPLACED -> "replaced, the file that was there set aside";
            case DELETED -> "deleted";
            case RESTORED -> "deleted, the file that was there before is back";
        };
    }
}
