package run.leger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import run.leger.benchmarks.Comparison.Unit;

/** The driver. Started by {@code benchmarks/run}, which says what the options are. */
final class Main {
    private static final int THREADS = 16;

    private Main() {}

    /**
     * Measures and prints.
     *
     * @param args see {@link Options}
     * @throws IOException if a process cannot be run or a file not be written
     * @throws InterruptedException if somebody interrupts the run
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.parse(args);
        Map<String, String> facts = Machine.facts();
        facts.put("load before", Machine.load());
        List<Comparison> comparisons = new ArrayList<>();
        if (options.warm) {
            comparisons.addAll(warm(options, facts));
        }
        if (options.big) {
            comparisons.addAll(BigTailnet.run(options, facts));
        }
        if (options.secrets) {
            comparisons.addAll(Secrets.run(options, facts));
        }
        if (options.caddyfile) {
            comparisons.addAll(Caddyfiles.run(options, facts));
        }
        if (options.bigSocket.isPresent()) {
            comparisons.addAll(BigTailnet.ofDaemon(options));
        }
        List<Comparison> cold = coldStarts(options);
        new Rounds().run(cold, 1, options.rounds());
        comparisons.addAll(cold);
        facts.put("load after", Machine.load());
        System.out.print(Report.table(comparisons, facts));
        if (options.json.isPresent()) {
            Files.write(options.json.get(), Report.json(comparisons, facts));
        }
        if (options.check && comparisons.stream().anyMatch(Comparison::missed)) {
            System.exit(1);
        }
    }

    private static List<Comparison> warm(Options options, Map<String, String> facts)
            throws IOException, InterruptedException {
        int calls = options.quick ? 200 : 1000;
        int millis = options.quick ? 300 : 1500;
        List<Comparison> comparisons = new ArrayList<>();
        try (GoPeer go = new GoPeer(options.peer, options.socket);
                JavaCalls kept = new JavaCalls(options.socket, 8);
                JavaCalls fresh = new JavaCalls(options.socket, 0);
                JavaCalls wide = new JavaCalls(options.socket, 64);
                JavaCalls asItComes = new JavaCalls(options.socket)) {
            facts.put("Go peer", go.version().replace(" ", ", GOMAXPROCS "));
            comparisons.add(new Comparison(
                    "status(), kept connection",
                    Unit.TIME,
                    kept.latencies(calls),
                    "Go",
                    go.latencies("status", calls),
                    0.65));
            comparisons.add(new Comparison(
                    "status(), new connection",
                    Unit.TIME,
                    fresh.latencies(calls),
                    "Go",
                    go.latencies("new", calls),
                    0.85));
            comparisons.add(new Comparison(
                    "status(), 16 threads, kept connections for all",
                    Unit.RATE,
                    wide.throughput(THREADS, millis),
                    "Go",
                    go.throughput("threads", THREADS, millis),
                    1.15));
            comparisons.add(new Comparison(
                    "status(), 16 threads, clients as they come",
                    Unit.RATE,
                    asItComes.throughput(THREADS, millis),
                    "Go",
                    go.throughput("default", THREADS, millis),
                    null));
            if (options.tailscale.isPresent()) {
                comparisons.add(shellingOut(options, kept, facts));
            }
            new Rounds().run(comparisons, options.quick ? 3 : 8, options.rounds());
            facts.put("allocated a call, kept connection", bytes(kept));
            facts.put("allocated a call, new connection", bytes(fresh));
        }
        return comparisons;
    }

    private static String bytes(JavaCalls calls) {
        return String.format(Locale.ROOT, "%.0f bytes", Figures.median(calls.bytesPerCall));
    }

    private static Comparison shellingOut(Options options, JavaCalls kept, Map<String, String> facts) {
        List<String> parser = options.jq.isPresent()
                ? List.of(options.jq.get().toString(), "-r", ".BackendState")
                : List.of(options.peer.toString(), "pick", "BackendState");
        facts.put("shelling out parses with", String.join(" ", parser));
        List<String> pipe = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "t=$1 s=$2; shift 2; \"$t\" --socket=\"$s\" status --json | \"$@\"",
                "sh",
                options.tailscale.orElseThrow().toString(),
                options.socket.toString()));
        pipe.addAll(parser);
        return new Comparison(
                "status() in a running JVM",
                Unit.TIME,
                kept.latencies(50),
                "tailscale status --json | " + Path.of(parser.get(0)).getFileName(),
                Commands.timed(pipe, Map.of(), "Running", options.quick ? 2 : 5),
                null);
    }

    private static List<Comparison> coldStarts(Options options) {
        int starts = options.quick ? 2 : 3;
        List<Comparison> comparisons = new ArrayList<>();
        Map<String, String> environment = Map.of("TS_SOCKET", options.socket.toString());
        for (Options.ColdStart start : options.coldStarts) {
            comparisons.add(new Comparison(
                    start.name(),
                    Unit.TIME,
                    Commands.timed(start.command(), environment, "Running", starts),
                    "java -version",
                    Commands.timed(List.of(start.java().toString(), "-version"), Map.of(), "version", starts),
                    start.bar() > 0 ? start.bar() : null));
        }
        return comparisons;
    }
}
