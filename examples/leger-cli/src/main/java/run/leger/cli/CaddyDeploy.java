package run.leger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.CaddyWarning;
import run.leger.caddy.ConfigChange;
import run.leger.caddy.ConfigRefusedException;
import run.leger.caddy.Deployment;
import run.leger.caddy.DeploymentPlan;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.core.internal.JsonOut;

/** {@code leger caddy deploy [--dry-run] [--force] FILE}: loads a Caddyfile into Caddy, and makes it the one that Caddy starts with. */
final class CaddyDeploy {
    private static final Path CADDYS_OWN = Path.of("/etc/caddy");
    private static final String CADDYFILE = "Caddyfile";

    private CaddyDeploy() {}

    static int run(Invocation call) {
        String source = call.word("a file or - for standard input");
        Path target = call.out().orElse(CADDYS_OWN).resolve(CADDYFILE);
        requireAnother(source, target);
        String text = call.textOf(source);
        if (text.isBlank()) {
            throw new RefusedException(
                    source + " is empty, and Caddy would unload everything", "give a Caddyfile with something in it");
        }
        boolean dry = call.has(CliOptions.DRY_RUN);
        try (CaddyAdmin caddy = call.caddy()) {
            Deployment deployment = Deployment.of(caddy.with(call.callOptions()), target);
            if (call.has(CliOptions.FORCE)) {
                deployment = deployment.forced();
            }
            if (dry) {
                OutputFolder.require(target);
            }
            DeploymentPlan plan = dry ? deployment.plan(text) : deployment.deploy(text);
            report(call.console(), source, plan, !dry);
            return Exit.OK;
        } catch (ConfigRefusedException e) {
            call.console().note(Console.shownLines(where(source, text, e)));
            throw e;
        }
    }

    /** In the form in which editors find the place; Caddy knows no columns. */
    private static String where(String source, String text, ConfigRefusedException e) {
        try {
            SyntaxTree.parse(source, text);
        } catch (SyntaxException found) {
            return String.valueOf(found.getMessage());
        }
        return e.line().isPresent()
                ? place(source, e.file().orElse(CADDYFILE), e.line().getAsInt()) + e.serverMessage()
                : source + ": " + e.serverMessage();
    }

    /** The file that Caddy starts with must be the old one until Caddy runs the new one. */
    private static void requireAnother(String source, Path target) {
        try {
            if (!source.equals("-")
                    && Files.exists(target)
                    && Files.isSameFile(InputFile.path("the file", source), target)) {
                throw new UsageException(
                        target + " is the file that is to be replaced: change a copy, and deploy that");
            }
        } catch (IOException e) {
            // There is no such file, which reading it says better.
            if (Files.exists(Path.of(source))) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String place(String source, String file, int line) {
        return (file.equals(CADDYFILE) ? source : file) + ":" + line + ": ";
    }

    private static void report(Console console, String source, DeploymentPlan plan, boolean applied) {
        if (console.json()) {
            console.object("caddy deploy", out -> write(out, plan, applied));
            return;
        }
        for (CaddyWarning warning : plan.warnings()) {
            String place = warning.line().isPresent()
                    ? place(
                            source,
                            warning.file().orElse(CADDYFILE),
                            warning.line().getAsInt())
                    : "";
            console.line(console.yellow("warn  ") + place + Console.shown(warning.message()));
        }
        if (applied) {
            console.line("deployed; the Caddyfile is " + plan.file());
            return;
        }
        console.line("would write " + plan.file() + ":");
        console.text(plan.diff().isEmpty() ? "(unchanged)\n" : Console.shownLines(plan.diff()) + "\n");
        List<ConfigChange> changes = plan.changes();
        console.line("would change in what Caddy runs:" + (changes.isEmpty() ? " nothing" : ""));
        changes.forEach(change -> console.line(Console.shown(change.toString())));
    }

    private static void write(JsonOut out, DeploymentPlan plan, boolean applied) {
        out.field("applied", applied)
                .field("file", plan.file().toString())
                .field("diff", plan.diff())
                .objects(
                        "changes",
                        plan.changes(),
                        change -> out.field("path", change.path())
                                .field("before", change.before().isPresent())
                                .field("after", change.after().isPresent()))
                .objects("warnings", plan.warnings(), warning -> {
                    out.field("message", warning.message())
                            .field("file", warning.file().orElse(null));
                    warning.line().ifPresent(line -> out.field("line", (long) line));
                });
    }
}
