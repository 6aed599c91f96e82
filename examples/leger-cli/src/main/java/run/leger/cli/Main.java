package run.leger.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import run.leger.caddy.DeploymentException;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.core.ApiException;
import run.leger.core.LegerException;
import run.leger.device.publish.NoDeviceNameException;
import run.leger.device.publish.PublishException;
import run.leger.resolved.DropInRefusedException;

/** The way in: reads the command line, runs one command, and turns every failure into a line and an exit code. */
public final class Main {
    private Main() {}

    /**
     * Runs the program and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        PrintStream out = Console.utf8(new FileOutputStream(FileDescriptor.out));
        PrintStream err = Console.utf8(new FileOutputStream(FileDescriptor.err));
        int code = run(args, System.in, out, err, System.getenv());
        out.flush();
        err.flush();
        // Fakes and clients leave only daemon threads behind, so halting loses nothing and saves the time of a
        // shutdown.
        Runtime.getRuntime().halt(code);
    }

    /** Runs the program on streams and an environment of the caller's; returns the exit code. */
    static int run(String[] args, InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
        // The parser takes one dash for two; what comes after -- is another program's.
        List<String> ours = List.of(args);
        ours = ours.contains("--") ? ours.subList(0, ours.indexOf("--")) : ours;
        boolean json = ours.contains("--" + CliOptions.JSON) || ours.contains("-" + CliOptions.JSON);
        // The script that starts us knows; asking here would load a whole console.
        boolean terminal = environment.getOrDefault("LEGER_TERMINAL", "").equals("1");
        boolean colour = terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        Console console = new Console(out, err, json, terminal, colour);
        int code = answer(args, in, console, environment);
        if (!console.flush()) {
            err.println("leger: cannot write to standard output");
            err.flush();
            return Exit.UNREACHABLE;
        }
        return code;
    }

    private static int answer(String[] args, InputStream in, Console console, Map<String, String> environment) {
        try {
            return dispatch(args, in, console, environment);
        } catch (UsageException e) {
            return failed(console, Exit.USAGE, "usage", String.valueOf(e.getMessage()), e.remedy());
        } catch (RefusedException e) {
            return failed(console, Exit.REFUSED, "refused", String.valueOf(e.getMessage()), e.remedy());
        } catch (LegerException e) {
            return failed(
                    console,
                    isRefusal(e) ? Exit.REFUSED : Exit.UNREACHABLE,
                    e.getClass().getSimpleName().replaceFirst("Exception$", ""),
                    String.valueOf(e.getMessage()),
                    e.remedy().orElse(""));
        } catch (UncheckedIOException e) {
            return failed(console, Exit.UNREACHABLE, "FileFailed", String.valueOf(e.getMessage()), "");
        } catch (RuntimeException | Error e) {
            // A mistake of ours, or a stack that was too short: who reads JSON still gets JSON.
            return failed(console, Exit.UNREACHABLE, "internal", e.toString(), "report this as a mistake in leger");
        }
    }

    /** Tells whether the question was put and answered with no. */
    private static boolean isRefusal(LegerException e) {
        if (e instanceof DeploymentException deployment) {
            return switch (deployment.reason()) {
                case REFUSED, CONFLICT, EMPTY, ENDPOINT -> deployment.serving() != DeploymentException.Serving.UNKNOWN;
                default -> false;
            };
        }
        return e instanceof ApiException
                || e instanceof PublishException
                || e instanceof NoDeviceNameException
                || e instanceof SyntaxException
                || e instanceof DropInRefusedException;
    }

    private static int dispatch(String[] args, InputStream in, Console console, Map<String, String> environment) {
        Arguments line = Arguments.of(List.of(args));
        if (line.has(CliOptions.HELP)) {
            List<Usage> about = Help.about(line.words());
            return HelpCommand.show(console, about.isEmpty() ? Usages.all() : about);
        }
        if (line.has(CliOptions.VERSION)) {
            if (!line.words().isEmpty()) {
                // Setec's own command asks so for a version of a secret; ours would land where the secret is due.
                throw new UsageException(
                        "--version says which leger this is, and nothing else",
                        "for a version of a secret --" + CliOptions.VERSION_NUMBER + " N");
            }
            if (console.json()) {
                console.object("version", out -> out.field("version", Version.text()));
            } else {
                console.line("leger " + Version.text());
            }
            return Exit.OK;
        }
        List<String> words = line.words();
        if (words.isEmpty()) {
            throw new UsageException("a command is missing");
        }
        Command command = command(words.get(0));
        Usages.check(line);
        String file = line.value(CliOptions.CONFIG);
        Config config = file == null ? Config.none() : Config.read(file, in);
        int dashes = List.of(args).indexOf("--");
        Invocation invocation = new Invocation(
                words.subList(1, words.size()),
                line,
                config,
                console,
                in,
                environment,
                dashes < 0 ? -1 : args.length - dashes - 1);
        // Said wrongly it is an error also where nothing comes to be waited for.
        invocation.timeout();
        return line.has(CliOptions.DEMO) ? Demo.run(command, line, invocation) : command.run(invocation);
    }

    private static Command command(String name) {
        // Method references are made when they are reached, so no class of another command is loaded.
        return switch (name) {
            case "init" -> new CheckCommand("init");
            case "doctor" -> new CheckCommand("doctor");
            case "status" -> StatusCommand::run;
            case "whois" -> WhoIsCommand::run;
            case "cert" -> CertCommand::run;
            case "publish" -> PublishCommand::run;
            case "secrets" -> SecretsCommand::run;
            case "caddy" -> CaddyCommand::run;
            case "resolved" -> ResolvedCommand::run;
            case "help" -> HelpCommand::run;
            default -> throw Usages.unknown(List.of(name));
        };
    }

    private static int failed(Console console, int code, String kind, String message, String remedy) {
        String shown = Console.shownLines(message);
        if (console.json()) {
            console.object(
                    "error",
                    o -> o.object(
                            "error",
                            e -> e.field("kind", kind).field("message", message).field("remedy", remedy)));
        }
        // Editors find a place that a line begins with.
        console.note(kind.equals("Syntax") ? shown : console.red("leger: ") + shown);
        if (!remedy.isEmpty()) {
            console.note("    fix  " + Console.shown(remedy));
        }
        return code;
    }
}
