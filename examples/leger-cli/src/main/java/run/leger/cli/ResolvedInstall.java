package run.leger.cli;

import java.util.List;
import java.util.Locale;
import run.leger.resolved.DropInChange;
import run.leger.resolved.EffectiveConf;
import run.leger.resolved.Finding;
import run.leger.resolved.ResolvedConf;
import run.leger.resolved.ResolvedDropIn;
import run.leger.resolved.Severity;

/** {@code leger resolved install|uninstall}: our drop-in, and no other file. */
final class ResolvedInstall {
    private ResolvedInstall() {}

    static int install(Invocation call) {
        String file = call.words().isEmpty() ? "" : call.word("a file or - for standard input");
        ResolvedConf conf = file.isEmpty() ? ResolvedCommand.ours(call) : given(call, file);
        ResolvedDropIn dropIn = ResolvedDropIn.leger(ResolvedFacts.root(call));
        boolean dry = call.has(CliOptions.DRY_RUN);
        DropInChange change;
        if (call.has(CliOptions.REPLACE)) {
            change = dry ? dropIn.previewReplacing(conf) : dropIn.installReplacing(conf);
        } else {
            change = dry ? dropIn.preview(conf) : dropIn.install(conf);
        }
        report(
                call,
                "install",
                dropIn,
                change,
                ResolvedFacts.findings(ResolvedFacts.named(file, conf)),
                ResolvedDropIn.installed(conf).print());
        return Exit.OK;
    }

    /** A file of which systemd-resolved would heed nothing is another file than was meant. */
    private static ResolvedConf given(Invocation call, String file) {
        if (call.text(CliOptions.SPLIT_DNS).isPresent()) {
            throw new UsageException("a file or --split-dns, not both");
        }
        ResolvedConf conf = ResolvedConf.parse(call.bytesOf(file));
        EffectiveConf effective = ResolvedFacts.named(file, conf);
        // What gives the daemon up is refused by the drop-in, which says more.
        boolean read = effective.findings().stream().noneMatch(each -> each.severity() == Severity.ERROR);
        if (read && ResolvedFacts.settings(effective).isEmpty()) {
            effective.findings().forEach(each -> call.console().note(Console.shown(each.toString())));
            throw new RefusedException(
                    ResolvedFacts.name(file) + " holds no setting of systemd-resolved",
                    "a file with settings in [Resolve]; to take Leger's away: leger resolved uninstall");
        }
        return conf;
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
        findings.forEach(finding -> console.note(
                Console.shown(finding.origin().file().isEmpty() ? "leger: " + finding.message() : finding.toString())));
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
