package run.leger.conformance.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A child process with a log file. Closing it ends exactly this process: it is asked first, and killed 5 s later. */
public final class Program implements AutoCloseable {
    private static final long GRACE_SECONDS = 5;

    private final Process process;
    private final Path log;
    private final String name;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a command with further environment variables; what it prints, on either stream, goes to the log file. */
    public static Program start(Path log, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            String name = Path.of(command.get(0)).getFileName().toString();
            return new Program(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end and returns all of what it printed. */
    public static Ended run(Map<String, String> environment, List<String> command) {
        try {
            Path log = Files.createTempFile("lab", ".log");
            try (Program program = start(log, environment, command)) {
                int code = program.waitForEnd(Lab.PATIENCE);
                return new Ended(code, program.output());
            } finally {
                Files.delete(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end and returns all of what it printed. */
    public static Ended run(String... command) {
        return run(Map.of(), List.of(command));
    }

    /** How a command ended. */
    public record Ended(int code, String output) {
        /** Returns the output of a command that succeeded. */
        public String orFail() {
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": " + output);
            }
            return output;
        }
    }

    /** Waits for a whole line of the log that satisfies the condition, and returns it. */
    public String waitForLine(Duration patience, Predicate<String> condition) {
        List<String> found = new ArrayList<>();
        waitUntil("a certain line", patience, () -> {
            String text = output();
            found.addAll(text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(condition)
                    .toList());
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** Waits until a condition holds, and fails at once when the process is gone. */
    public void waitUntil(String what, Duration patience, Callable<Boolean> condition) {
        boolean[] gone = new boolean[1];
        try {
            Await.until(what, patience, () -> {
                boolean alive = process.isAlive();
                if (condition.call()) {
                    return true;
                }
                gone[0] = !alive;
                return gone[0];
            });
        } catch (AssertionError e) {
            throw new AssertionError(name + ": " + e.getMessage() + "; its last words: " + lastWords(), e);
        }
        if (gone[0]) {
            throw new AssertionError(name + " ended before " + what + "; its last words: " + lastWords());
        }
    }

    /** Waits for the end and returns the exit code. */
    public int waitForEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " still runs after " + patience + "; its last words: " + lastWords());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + name, e);
        }
    }

    /** Returns all that the process has printed so far. */
    public String output() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastWords() {
        List<String> lines = output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /** Returns whether the process still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the process id. */
    public long pid() {
        return process.pid();
    }

    /** Ends the process by SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        waitForEnd(Lab.PATIENCE);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
