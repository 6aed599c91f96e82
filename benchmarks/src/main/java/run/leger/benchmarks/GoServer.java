package run.leger.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program of {@code benchmarks/go} as a server, on sockets in a directory of its own: bodies and events of a size and rate that no daemon has here. */
final class GoServer implements AutoCloseable {
    private final Path directory;
    private final Process process;

    /** Starts it; what it says of its bodies becomes facts. */
    GoServer(Path program, Map<String, String> facts, int... sizes) throws IOException {
        directory = Files.createTempDirectory("leger-benchmarks");
        List<String> command = new ArrayList<>(List.of(program.toString(), "serve", directory.toString()));
        for (int size : sizes) {
            command.add(Integer.toString(size));
        }
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); !"ready".equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IOException("the Go server ended; its words are above");
            }
            String[] nameAndValue = line.split(": ", 2);
            facts.put(nameAndValue[0], nameAndValue[1]);
        }
    }

    Path peers(int size) {
        return directory.resolve("peers-" + size + ".sock");
    }

    Path bus(boolean flushed) {
        return directory.resolve(flushed ? "bus-flushed.sock" : "bus.sock");
    }

    /** Closing its input ends it. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> sockets = Files.list(directory)) {
            for (Path socket : sockets.toList()) {
                Files.delete(socket);
            }
        }
        Files.delete(directory);
    }
}
