package run.leger.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.ParseException;
import run.leger.core.ApiException;
import run.leger.core.LegerException;

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
        boolean json = List.of(args).contains("--" + CliOptions.JSON);
        // The script that starts us knows; asking here would load a whole console.
        boolean terminal = environment.getOrDefault("LEGER_TERMINAL", "").equals("1");
        boolean colour = terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        Console console = new Console(out, err, json, terminal, colour);
        try {
            return dispatch(args, in, console);
        } catch (UsageException e) {
            return failed(console, Exit.USAGE, "usage", String.valueOf(e.getMessage()), "leger --help");
        } catch (LegerException e) {
            int code = e instanceof ApiException ? Exit.REFUSED : Exit.UNREACHABLE;
            return failed(
                    console,
                    code,
                    e.getClass().getSimpleName().replaceFirst("Exception$", ""),
                    String.valueOf(e.getMessage()),
                    e.remedy().orElse(""));
        } finally {
            console.flush();
        }
    }

    private static int dispatch(String[] args, InputStream in, Console console) {
        CommandLine line;
        try {
            line = new DefaultParser(false).parse(CliOptions.all(), args);
        } catch (ParseException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (line.hasOption(CliOptions.HELP)) {
            console.line(Help.text());
            return Exit.OK;
        }
        if (line.hasOption(CliOptions.VERSION)) {
            console.line("leger " + Version.text());
            return Exit.OK;
        }
        List<String> words = line.getArgList();
        if (words.isEmpty()) {
            throw new UsageException("a command is missing");
        }
        Command command = command(words.get(0));
        String file = line.getOptionValue(CliOptions.CONFIG);
        Config config = file == null ? Config.none() : Config.read(Path.of(file));
        Invocation invocation = new Invocation(words.subList(1, words.size()), line, config, console, in);
        if (line.hasOption(CliOptions.DEMO)) {
            return Demo.run(command, line, words.subList(1, words.size()), config, console, in);
        }
        return command.run(invocation);
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
            default -> throw new UsageException("unknown command: " + Console.shown(name));
        };
    }

    private static int failed(Console console, int code, String kind, String message, String remedy) {
        String shown = message.lines()
                .map(Console::shown)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
        if (console.json()) {
            console.object(
                    "error",
                    o -> o.object(
                            "error",
                            e -> e.field("kind", kind).field("message", message).field("remedy", remedy)));
        }
        console.note(console.red("leger: ") + shown);
        if (!remedy.isEmpty()) {
            console.note("    fix  " + Console.shown(remedy));
        }
        return code;
    }
}
