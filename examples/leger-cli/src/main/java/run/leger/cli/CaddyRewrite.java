package run.leger.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import run.leger.core.AtomicFile;

/** What {@code caddy fmt} and {@code caddy normalize} do with a text that they made of another: show it, what is new in it, or write it back. */
final class CaddyRewrite {
    private CaddyRewrite() {}

    /** Refuses options that contradict each other, before anything is read. */
    static void check(Invocation call, String file) {
        if (call.has(CliOptions.OVERWRITE) && call.has(CliOptions.DIFF)) {
            throw new UsageException("either --diff or --overwrite");
        }
        if (call.has(CliOptions.OVERWRITE) && file.equals("-")) {
            throw new UsageException("--overwrite needs a file, not standard input");
        }
    }

    static int show(Invocation call, String verb, String file, byte[] before, byte[] after) {
        boolean changed = !Arrays.equals(before, after);
        boolean diff = call.has(CliOptions.DIFF);
        boolean overwrite = call.has(CliOptions.OVERWRITE);
        boolean dry = call.has(CliOptions.DRY_RUN);
        if (overwrite && changed) {
            write(InputFile.path("the file", file), after, dry);
        }
        Console console = call.console();
        if (console.json()) {
            console.object(
                    "caddy " + verb,
                    out -> out.field("text", new String(after, StandardCharsets.UTF_8))
                            .field("changed", changed)
                            .field("applied", overwrite && changed && !dry));
        } else if (diff) {
            differences(console, CaddyParse.name(file), verb, before, after);
        } else if (!overwrite) {
            console.bytes(after);
        } else if (dry) {
            console.line(changed ? "would write " + Console.shown(file) : "(unchanged)");
        }
        return diff && changed ? Exit.REFUSED : Exit.OK;
    }

    private static void write(Path path, byte[] content, boolean dry) {
        if (dry) {
            OutputFolder.require(path);
        } else {
            AtomicFile.likeBefore(path).replace(content);
        }
    }

    private static void differences(Console console, String name, String verb, byte[] before, byte[] after) {
        List<UnifiedDiff.Hunk> hunks = UnifiedDiff.of(before, after);
        if (hunks.isEmpty()) {
            return;
        }
        String done = verb.equals("fmt") ? "formatted" : "normalized";
        console.line("--- " + Console.shown(name));
        // After a tab, for patch would take it for a part of the name.
        console.line("+++ " + Console.shown(name) + "\t" + done);
        for (UnifiedDiff.Hunk hunk : hunks) {
            if (console.terminal()) {
                String text = new String(hunk.bytes(), StandardCharsets.UTF_8);
                // Split at LF alone: a CR is a difference that is to be seen.
                for (String line : text.split("\n")) {
                    console.line(Console.shownLines(line.replace("\r", "\u240d")));
                }
            } else {
                console.bytes(hunk.bytes());
            }
        }
        console.note(Console.shown(name) + ":" + hunks.get(0).firstChange() + ":1: not " + done);
    }
}
