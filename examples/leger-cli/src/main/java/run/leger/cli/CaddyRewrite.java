package run.leger.cli;

import java.io.ByteArrayOutputStream;
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
        boolean overwrite = call.has(CliOptions.OVERWRITE);
        boolean dry = call.has(CliOptions.DRY_RUN);
        if (overwrite && changed) {
            write(InputFile.path("the file", file), after, dry);
        }
        String done = verb.equals("fmt") ? "formatted" : "normalized";
        List<UnifiedDiff.Hunk> hunks = call.has(CliOptions.DIFF) ? UnifiedDiff.of(before, after) : List.of();
        byte[] diff = diff(CaddyParse.name(file), done, hunks);
        Console console = call.console();
        if (console.json()) {
            console.object("caddy " + verb, out -> {
                out.field("text", new String(after, StandardCharsets.UTF_8))
                        .field("changed", changed)
                        .field("applied", overwrite && changed && !dry);
                if (call.has(CliOptions.DIFF)) {
                    out.field("diff", new String(diff, StandardCharsets.UTF_8));
                }
            });
        } else if (call.has(CliOptions.DIFF)) {
            show(console, diff);
        } else if (!overwrite) {
            console.bytes(after);
        } else if (dry) {
            console.line(changed ? "would write " + Console.shown(file) : "(unchanged)");
        }
        if (hunks.isEmpty()) {
            return Exit.OK;
        }
        console.note(Console.shown(CaddyParse.name(file)) + ":" + hunks.get(0).firstChange() + ":1: not " + done);
        return Exit.REFUSED;
    }

    private static void write(Path path, byte[] content, boolean dry) {
        if (dry) {
            OutputFolder.require(path);
        } else {
            AtomicFile.likeBefore(path).replace(content);
        }
    }

    /** Returns the difference of a file as {@code patch} takes it; empty where there is none. */
    private static byte[] diff(String name, String done, List<UnifiedDiff.Hunk> hunks) {
        ByteArrayOutputStream diff = new ByteArrayOutputStream();
        if (!hunks.isEmpty()) {
            // What was done stands after a tab, for patch would take it for a part of the name.
            String shown = Console.shown(name);
            diff.writeBytes(("--- " + shown + "\n+++ " + shown + "\t" + done + "\n").getBytes(StandardCharsets.UTF_8));
        }
        hunks.forEach(hunk -> diff.writeBytes(hunk.bytes()));
        return diff.toByteArray();
    }

    private static void show(Console console, byte[] diff) {
        if (!console.terminal() || diff.length == 0) {
            console.bytes(diff);
            return;
        }
        // Split at LF alone: a CR is a difference that is to be seen.
        String text = new String(diff, StandardCharsets.UTF_8);
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            console.line(Console.shownLines(line.replace("\r", "\u240d")));
        }
    }
}
