package run.leger.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.benchmarks.Comparison.Unit;

/**
 * A tailnet of 10,000 peers, one whose status has a megabyte, and a bus that is never silent. A server of ours has the bodies and events ready, so that
 * what is timed is the clients alone: from the call to the decoded value, sending and receiving included.
 */
final class BigTailnet {
    private static final int FEW = 3;
    private static final int MEGABYTE = 850;
    private static final int MANY = 10_000;

    private BigTailnet() {}

    static List<Comparison> run(Options options, Map<String, String> facts) throws IOException, InterruptedException {
        int calls = options.quick ? 3 : 5;
        int smallCalls = options.quick ? 200 : 500;
        int events = options.quick ? 10_000 : 50_000;
        List<Comparison> comparisons = new ArrayList<>();
        try (GoServer server = new GoServer(options.peer, facts, FEW, MEGABYTE, MANY);
                GoPeer go = new GoPeer(options.peer, server.peers(MANY));
                GoPeer goMegabyte = new GoPeer(options.peer, server.peers(MEGABYTE));
                GoPeer goFlushed = new GoPeer(options.peer, server.bus(true));
                GoPeer goBus = new GoPeer(options.peer, server.bus(false));
                JavaCalls ours = new JavaCalls(server.peers(MANY));
                JavaCalls inMemory = ours.remembering();
                JavaCalls megabyte = new JavaCalls(server.peers(MEGABYTE));
                JavaCalls megabyteInMemory = megabyte.remembering();
                JavaCalls few = new JavaCalls(server.peers(FEW));
                JavaCalls flushed = new JavaCalls(server.bus(true));
                JavaCalls bus = new JavaCalls(server.bus(false))) {
            facts.put("Go peer", go.version().replace(" ", ", GOMAXPROCS "));
            comparisons.add(
                    time("status(), 10,000 peers", ours.latencies(calls), "Go", go.latencies("status", calls), 0.35));
            comparisons.add(time(
                    "status(), 10,000 peers, every field of each read",
                    ours.latenciesTouching(calls),
                    "Go",
                    go.latencies("touch", calls),
                    0.35));
            comparisons.add(time(
                    "status(), 10,000 peers, the body from memory",
                    inMemory.latencies(calls),
                    "Go",
                    go.latencies("memory", calls),
                    0.35));
            comparisons.add(time(
                    "status(), 1 MB",
                    megabyte.latencies(8 * calls),
                    "Go",
                    goMegabyte.latencies("status", 8 * calls),
                    0.3));
            comparisons.add(time(
                    "status(), 1 MB, the body from memory",
                    megabyteInMemory.latencies(8 * calls),
                    "Go",
                    goMegabyte.latencies("memory", 8 * calls),
                    0.3));
            comparisons.add(new Comparison(
                    "allocated by status(), 10,000 peers",
                    Unit.ALLOCATION,
                    ours.allocation(2),
                    "Go",
                    go.allocation(2, ours.bodySize()),
                    4.0));
            comparisons.add(time(
                    "statusWithoutPeers(), 10,000 peers",
                    ours.latenciesWithoutPeers(smallCalls),
                    "ours, 3 peers",
                    few.latenciesWithoutPeers(smallCalls),
                    1.15));
            comparisons.add(new Comparison(
                    "events of the bus, each flushed",
                    Unit.RATE,
                    flushed.events(events),
                    "Go",
                    goFlushed.events(events),
                    1.8));
            comparisons.add(new Comparison(
                    "events of the bus, not flushed", Unit.RATE, bus.events(events), "Go", goBus.events(events), 2.5));
            new Rounds().run(comparisons, options.quick ? 3 : 8, options.rounds());
        }
        return comparisons;
    }

    /** The same against a real daemon, whose own work is most of it. */
    static List<Comparison> ofDaemon(Options options) throws IOException, InterruptedException {
        List<Comparison> comparisons = new ArrayList<>();
        try (GoPeer go = new GoPeer(options.peer, options.bigSocket.orElseThrow());
                JavaCalls ours = new JavaCalls(options.bigSocket.orElseThrow())) {
            String size = String.format(Locale.ROOT, "%,d bytes", ours.bodySize());
            comparisons.add(time(
                    "status() of a real daemon, " + size, ours.latencies(3), "Go", go.latencies("status", 3), null));
            comparisons.add(new Comparison(
                    "allocated by status() of a real daemon",
                    Unit.ALLOCATION,
                    ours.allocation(2),
                    "Go",
                    go.allocation(2, ours.bodySize()),
                    4.0));
            new Rounds().run(comparisons, options.quick ? 3 : 8, options.rounds());
        }
        return comparisons;
    }

    private static Comparison time(String name, Contender ours, String baseName, Contender base, @Nullable Double bar) {
        return new Comparison(name, Unit.TIME, ours, baseName, base, bar);
    }
}
