package run.leger.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** The Go program of {@code benchmarks/go}, as a child process. */
final class GoPeer implements AutoCloseable {
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;
    private final String version;

    GoPeer(Path program, Path socket) throws IOException {
        process = new ProcessBuilder(program.toString(), socket.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8), 1 << 16);
        version = answer("start").replaceFirst("^ready ", "");
    }

    /** Returns Go's version and GOMAXPROCS. */
    String version() {
        return version;
    }

    Contender latencies(String command, int calls) {
        return () -> {
            String[] words = ask(command + " " + calls).split(" ", -1);
            return Figures.median(
                    Arrays.stream(words).mapToLong(Long::parseLong).toArray());
        };
    }

    Contender throughput(String command, int threads, int millis) {
        return () -> {
            String[] words = ask(command + " " + threads + " " + millis).split(" ", -1);
            return Long.parseLong(words[0]) * 1e9 / Long.parseLong(words[1]);
        };
    }

    /** Bytes allocated for each byte of a body of that size. */
    Contender allocation(int calls, long size) {
        Contender bytes = latencies("allocated", calls);
        return () -> bytes.round() / size;
    }

    Contender events(int count) {
        return () -> count * 1e9 / Long.parseLong(ask("events " + count));
    }

    private String ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        return answer(command);
    }

    private String answer(String command) throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the Go peer ended at: " + command + "; its words are above");
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
