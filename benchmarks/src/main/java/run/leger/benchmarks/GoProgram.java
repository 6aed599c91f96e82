package run.leger.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Go program that says that it is ready, and then answers line by line: a Setec server, a store of its secrets, Caddy's own reader. */
final class GoProgram implements AutoCloseable {
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;
    private final String ready;

    GoProgram(String... command) throws IOException {
        process = new ProcessBuilder(List.of(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8), 1 << 16);
        ready = answer().replaceFirst("^ready ", "");
    }

    /** Returns what it said of itself when it was ready. */
    String ready() {
        return ready;
    }

    /** Returns the first number of its answer. */
    double ask(String command) throws IOException {
        return Double.parseDouble(words(command)[0]);
    }

    /** Returns its answer. */
    String[] words(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        return answer().split(" ", -1);
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("a Go program ended; its words are above");
        }
        return line.trim();
    }

    /** Closing its input ends it. */
    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
