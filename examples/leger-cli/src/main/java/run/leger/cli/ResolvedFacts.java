package run.leger.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import run.leger.core.FileFailedException;
import run.leger.resolved.ConfFile;
import run.leger.resolved.EffectiveConf;
import run.leger.resolved.Finding;
import run.leger.resolved.MagicDnsCheck;
import run.leger.resolved.ResolvedConf;
import run.leger.resolved.ResolvedFiles;
import run.leger.resolved.ResolvedKey;
import run.leger.resolved.Severity;
import run.leger.resolved.Sourced;

/** {@code leger resolved check|effective}: of files that are named, read in this order, or of those that the machine has. */
final class ResolvedFacts {
    private static final int NEWEST = 9999;

    private ResolvedFacts() {}

    static int check(Invocation call) {
        EffectiveConf conf = conf(call);
        List<Finding> all = findings(conf);
        Console console = call.console();
        if (console.json()) {
            console.object(
                    "resolved check", out -> ResolvedCommand.findings(out.field("files", conf.filesRead()), all));
        } else {
            all.forEach(finding -> console.line(colour(console, finding)));
            if (all.isEmpty()) {
                console.line(console.green("ok    ") + "nothing is ignored, and nothing fights MagicDNS");
            }
        }
        return all.stream().anyMatch(finding -> finding.severity() != Severity.INFO) ? Exit.REFUSED : Exit.OK;
    }

    /** Returns what is ignored and what fights MagicDNS. Findings of one file stay together; files that are not read come last. */
    static List<Finding> findings(EffectiveConf conf) {
        List<String> files = conf.filesRead();
        return Stream.concat(conf.findings().stream(), MagicDnsCheck.check(conf).stream())
                .sorted(Comparator.comparing(
                                (Finding each) -> !files.contains(each.origin().file()))
                        .thenComparingInt(each -> files.indexOf(each.origin().file()))
                        .thenComparingInt(Finding::line))
                .toList();
    }

    private static String colour(Console console, Finding finding) {
        String text = Console.shown(finding.toString());
        return switch (finding.severity()) {
            case ERROR -> console.red(text);
            case WARNING -> console.yellow(text);
            default -> text;
        };
    }

    static int effective(Invocation call) {
        EffectiveConf conf = conf(call);
        Console console = call.console();
        if (console.json()) {
            console.object("resolved effective", out -> {
                out.field("files", conf.filesRead());
                out.objects(
                        "settings",
                        settings(conf),
                        s -> out.field("key", s.key())
                                .field("value", s.value().value())
                                .field("file", s.value().origin().file())
                                .field("line", (long) s.value().origin().line())
                                .field("column", (long) s.value().origin().column()));
            });
        } else {
            settings(conf)
                    .forEach(s -> console.line(Console.shown(s.value().origin() + ": " + s.key() + "="
                            + s.value().value())));
        }
        return Exit.OK;
    }

    /** One value of one key. */
    record Value(String key, Sourced<String> value) {}

    /** Returns each value that counts; of a list that was emptied an empty one. */
    static List<Value> settings(EffectiveConf conf) {
        List<Value> all = new ArrayList<>();
        for (ResolvedKey key : ResolvedKey.values()) {
            conf.values(key).forEach(value -> all.add(new Value(key.key(), value)));
            if (conf.values(key).isEmpty()) {
                conf.originOf(key).ifPresent(reset -> all.add(new Value(key.key(), new Sourced<>("", reset))));
            }
        }
        return all;
    }

    private static EffectiveConf conf(Invocation call) {
        int version = version(call).orElse(NEWEST);
        if (call.words().isEmpty()) {
            return ResolvedFiles.read(root(call), version).effective();
        }
        if (call.text(CliOptions.ROOT).isPresent()) {
            throw new UsageException("--root is for the files of a machine, and not for files that are named");
        }
        return EffectiveConf.of(
                call.words().stream()
                        .map(file -> new ConfFile(name(file), ResolvedConf.parse(call.bytesOf(file))))
                        .toList(),
                version);
    }

    /** Returns what a file comes to, with its name in each place. */
    static EffectiveConf named(String file, ResolvedConf conf) {
        return EffectiveConf.of(List.of(new ConfFile(name(file), conf)));
    }

    static String name(String file) {
        return file.equals("-") ? "<stdin>" : file;
    }

    /** A root that is not there is a slip: what is read from it is nothing, and what is written to it is nowhere. */
    static Path root(Invocation call) {
        Path root = call.text(CliOptions.ROOT)
                .map(text -> InputFile.path("--root", text))
                .orElse(Path.of("/"));
        if (!Files.isDirectory(root)) {
            throw new FileFailedException(
                    root.toString(),
                    "cannot look into " + root + ": there is no such folder",
                    "give another --root",
                    null);
        }
        return root;
    }

    static Optional<Integer> version(Invocation call) {
        return call.text(CliOptions.SYSTEMD).map(text -> {
            if (!text.matches("[1-9][0-9]{1,3}")) {
                throw new UsageException("--systemd needs a version such as 252: " + Console.shown(text));
            }
            return Integer.parseInt(text);
        });
    }
}
