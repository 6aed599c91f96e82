package run.leger.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import run.leger.caddy.CaddyFormatter;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.core.FileFailedException;

/** {@code leger caddy fmt}: as Caddy's own, or mended. */
final class CaddyFmt {
    private CaddyFmt() {}

    static int run(Invocation call) {
        String file = call.word("a file or - for standard input");
        boolean overwrite = call.has(CliOptions.OVERWRITE);
        boolean diff = call.has(CliOptions.DIFF);
        if (overwrite && diff) {
            throw new UsageException("either --diff or --overwrite");
        }
        if (overwrite && file.equals("-")) {
            throw new UsageException("--overwrite needs a file, not standard input");
        }
        String text = call.textOf(file);
        String formatted = call.has(CliOptions.MENDED)
                ? SyntaxTree.parse(CaddyParse.name(file), text).format()
                : CaddyFormatter.format(text);
        boolean changed = !formatted.equals(text);
        if (overwrite && changed) {
            replace(InputFile.path("the file", file), formatted);
        }
        Console console = call.console();
        if (console.json()) {
            console.object("caddy fmt", out -> out.field("text", formatted).field("changed", changed));
        } else if (diff) {
            show(console, CaddyParse.name(file), text, formatted);
        } else if (!overwrite) {
            console.text(formatted);
        }
        return diff && changed ? Exit.REFUSED : Exit.OK;
    }

    private static void show(Console console, String name, String text, String formatted) {
        List<LineDiff.Hunk> hunks = LineDiff.of(text, formatted);
        if (hunks.isEmpty()) {
            return;
        }
        console.line("--- " + Console.shown(name));
        console.line("+++ " + Console.shown(name) + ", formatted");
        for (LineDiff.Hunk hunk : hunks) {
            console.line(hunk.header());
            hunk.lines().forEach(line -> console.line(Console.shownLines(line.replace("\r", "\u240d"))));
        }
        console.note(Console.shown(name) + ":" + hunks.get(0).firstChange() + ":1: not formatted");
    }

    /** Writes beside the file and moves it there, so that nobody sees half of it; rights and owner stay. */
    private static void replace(Path file, String text) {
        try {
            Path target = file.toRealPath();
            Path folder = target.getParent();
            Path fresh = Files.createTempFile(folder == null ? Path.of(".") : folder, ".leger", ".tmp");
            try {
                Files.writeString(fresh, text, StandardCharsets.UTF_8);
                PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
                if (view != null) {
                    var attributes = Files.getFileAttributeView(target, PosixFileAttributeView.class)
                            .readAttributes();
                    if (!view.readAttributes().owner().equals(attributes.owner())) {
                        view.setOwner(attributes.owner());
                    }
                    if (!view.readAttributes().group().equals(attributes.group())) {
                        view.setGroup(attributes.group());
                    }
                    view.setPermissions(attributes.permissions());
                }
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new FileFailedException(
                    file.toString(),
                    "cannot write " + file + ": " + e.getMessage(),
                    "check that its folder can be written to; the file is as it was",
                    e);
        }
    }
}
