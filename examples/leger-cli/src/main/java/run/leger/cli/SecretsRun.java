package run.leger.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SetecClient;

/** {@code leger secrets run -- CMD...}: a program with secrets in its environment, whose exit code is ours. */
final class SecretsRun {
    private static final int NOT_RUNNABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int INTERRUPTED = 130;
    private static final List<String> OURS = List.of("LEGER_TERMINAL", "LEGER_INPUT_TERMINAL");

    private SecretsRun() {}

    static int run(Invocation call) {
        List<String> command = call.wordsAfterDashes();
        boolean dry = call.has(CliOptions.DRY_RUN);
        if (call.console().json() && !dry) {
            throw new UsageException("standard output is the program's; --json is for --dry-run");
        }
        Map<String, String> environment = new HashMap<>();
        int found = SecretsCommand.with(call, setec -> {
            SecretSelection selection = SecretSelection.of(call, setec, List.of());
            Map<String, SecretName> variables = SecretVariables.of(selection);
            requireFree(call, variables);
            if (dry) {
                selection.requireFound(setec);
                show(call, variables);
            } else {
                variables.forEach((variable, name) -> environment.put(variable, text(setec, name)));
            }
            return Exit.OK;
        });
        return dry ? found : start(call, command, environment);
    }

    /** A secret that happens to be called PATH must not become the program's; who means it says so with --env. */
    private static void requireFree(Invocation call, Map<String, SecretName> variables) {
        for (String variable : variables.keySet()) {
            boolean meant = call.all(CliOptions.ENV).stream().anyMatch(mapping -> mapping.startsWith(variable + "="));
            if (!meant && !call.environment(variable).isEmpty()) {
                throw new UsageException(
                        variables.get(variable) + " would replace the variable " + variable + ", which is set",
                        "--env " + variable + "="
                                + Confirmation.quoted(variables.get(variable).text()) + ", where that is meant");
            }
        }
    }

    private static void show(Invocation call, Map<String, SecretName> variables) {
        Console console = call.console();
        if (console.json()) {
            console.object(
                    "secrets run",
                    out -> out.field("applied", false)
                            .objects(
                                    "secrets",
                                    variables.entrySet(),
                                    each -> out.field("variable", each.getKey())
                                            .field("name", each.getValue().text())));
        } else {
            variables.forEach(
                    (variable, name) -> console.line("would set " + variable + " from " + Console.shown(name.text())));
        }
    }

    private static String text(SetecClient setec, SecretName name) {
        try (SecretValue value = setec.get(name)) {
            return value.value().use(bytes -> {
                SecretsExport.requireText(name, bytes);
                String text = new String(bytes, StandardCharsets.UTF_8);
                if (text.indexOf('\0') >= 0) {
                    throw new UsageException(
                            name + " holds a NUL, which no variable can",
                            "leave it out: leger secrets get writes it as it is");
                }
                if (!Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"))
                        .newEncoder()
                        .canEncode(text)) {
                    throw new UsageException(
                            name + " holds a character that this locale cannot carry", "set LC_ALL=C.UTF-8");
                }
                return text;
            });
        }
    }

    private static int start(Invocation call, List<String> command, Map<String, String> secrets) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().keySet().removeAll(OURS);
        builder.environment().putAll(secrets);
        call.console().flush();
        Signals signals = new Signals();
        try {
            Process process = builder.start();
            signals.passTo(process);
            builder.environment().clear();
            secrets.clear();
            return await(process);
        } catch (IOException e) {
            return failed(call.console(), command.get(0), String.valueOf(e.getMessage()));
        } finally {
            signals.restore();
        }
    }

    /** The JDK tells the cause by the system's number alone; its words are not repeated. */
    private static int failed(Console console, String program, String message) {
        boolean exists = program.contains("/") && Files.exists(Path.of(program));
        // JDK 17 says "error=2, ..." after the program's name, JDK 25 "error: 2 (...)".
        String number = message.replaceFirst("(?s).*error[=:] ?([0-9]+).*", "$1");
        boolean found = exists || !number.equals("2");
        String why = number.equals("7")
                ? "the secrets are longer than the system lets an environment be"
                : found ? "it cannot be executed" : "there is no such program";
        console.note("leger: cannot run " + Console.shown(program) + ": " + why);
        return found ? NOT_RUNNABLE : NOT_FOUND;
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        }
    }
}
