package run.leger.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs what people run most, so that a class-data archive or an AOT cache made meanwhile holds their classes. */
public final class Training {
    private static final List<List<String>> RUNS = List.of(
            List.of("status", "--json"),
            List.of("status"),
            List.of("init"),
            List.of("doctor", "--json"),
            List.of("whois", "100.64.0.2"),
            List.of("publish", "--dry-run"),
            List.of("secrets", "list"),
            List.of("caddy", "render"),
            List.of("resolved", "render"),
            List.of("--help"));

    private Training() {}

    /**
     * Runs each command against fakes, with its output thrown away.
     *
     * @param args nothing
     */
    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        for (List<String> run : RUNS) {
            String[] line = Stream.concat(run.stream(), Stream.of("--demo")).toArray(String[]::new);
            Main.run(line, new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Map.of());
        }
    }
}
