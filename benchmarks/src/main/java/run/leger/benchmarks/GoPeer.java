package run.leger.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The Go program of {@code benchmarks/go}, measured call by call. */
final class GoPeer implements AutoCloseable {
    private final GoProgram program;

    GoPeer(Path program, Path socket) throws IOException {
        this.program = new GoProgram(program.toString(), socket.toString());
    }

    /** Returns Go's version and GOMAXPROCS. */
    String version() {
        return program.ready();
    }

    Contender latencies(String command, int calls) {
        return () -> {
            String[] words = program.words(command + " " + calls);
            return Figures.median(
                    Arrays.stream(words).mapToLong(Long::parseLong).toArray());
        };
    }

    Contender throughput(String command, int threads, int millis) {
        return () -> {
            String[] words = program.words(command + " " + threads + " " + millis);
            return Long.parseLong(words[0]) * 1e9 / Long.parseLong(words[1]);
        };
    }

    /** Bytes allocated for each byte of a body of that size. */
    Contender allocation(int calls, long size) {
        Contender bytes = latencies("allocated", calls);
        return () -> bytes.round() / size;
    }

    Contender events(int count) {
        return () -> count * 1e9 / program.ask("events " + count);
    }

    @Override
    public void close() throws IOException {
        program.close();
    }
}
