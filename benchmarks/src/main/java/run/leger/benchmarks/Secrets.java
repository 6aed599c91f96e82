package run.leger.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import run.leger.benchmarks.Comparison.Unit;
import run.leger.core.Transport;
import run.leger.setec.SecretName;
import run.leger.setec.SecretStore;
import run.leger.setec.SecretStoreBuilder;
import run.leger.setec.SetecClient;

/** A store of 10,000 secrets beside Go's, both of one server with Setec's own handlers: a round of polling, and a read of a handle. */
final class Secrets {
    private static final int MANY = 10_000;

    private Secrets() {}

    static List<Comparison> run(Options options, Map<String, String> facts) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("leger-benchmarks");
        String program = options.peer.toString();
        try (GoProgram server = new GoProgram(program, "secrets-server", directory.toString(), "" + MANY);
                GoProgram go = new GoProgram(program, "secrets", server.ready(), "" + MANY);
                SetecClient setec = SetecClient.create(URI.create(server.ready()));
                SetecClient jdk = SetecClient.builder(URI.create(server.ready()))
                        .transport(Transport.http(URI.create(server.ready())))
                        .build();
                SecretStore asItComes = store(setec).open(Duration.ofMinutes(5));
                SecretStore overJdk = store(jdk).open(Duration.ofMinutes(5));
                SecretStore oneByOne = store(setec).parallelism(1).open(Duration.ofMinutes(5))) {
            facts.put("Go peer of the secrets", go.ready());
            List<Comparison> polls = List.of(
                    new Comparison(
                            "poll of 10,000 secrets", Unit.TIME, refresh(asItComes), "Go", () -> go.ask("poll 1"), 1.0),
                    new Comparison(
                            "the same, one request after another",
                            Unit.TIME,
                            refresh(oneByOne),
                            "Go",
                            () -> go.ask("poll 1"),
                            null),
                    new Comparison(
                            "poll of 10,000 secrets over java.net.http",
                            Unit.TIME,
                            refresh(overJdk),
                            "Go",
                            () -> go.ask("poll 1"),
                            null));
            new Rounds().run(polls, options.quick ? 1 : 3, options.quick ? 3 : Math.min(options.rounds(), 9));
            List<Comparison> reads = List.of(new Comparison(
                    "read of a handle",
                    Unit.TIME,
                    () -> read("current", facts),
                    "Go",
                    () -> go.ask("read") / 1000,
                    1.0));
            new Rounds().run(reads, 0, options.quick ? 1 : 5);
            facts.put("a read by all cores at once", two(read("currentInAllThreads", facts)) + " ns");
            List<Comparison> all = new ArrayList<>(polls);
            all.addAll(reads);
            return all;
        } finally {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private static SecretStoreBuilder store(SetecClient setec) {
        SecretName[] names = IntStream.range(0, MANY)
                .mapToObj(i -> SecretName.of(String.format(Locale.ROOT, "bench/secret-%05d", i)))
                .toArray(SecretName[]::new);
        return SecretStore.builder(setec).declare(names).noPolling().pollDeadline(Duration.ofMinutes(5));
    }

    private static Contender refresh(SecretStore store) {
        return () -> {
            long start = System.nanoTime();
            store.refresh();
            return System.nanoTime() - start;
        };
    }

    /** One fork of JMH; a read that allocates ends the run. */
    @SuppressWarnings("rawtypes") // JMH's own signature
    private static double read(String method, Map<String, String> facts) throws IOException {
        try {
            RunResult result = new Runner(new OptionsBuilder()
                            .include(HandleRead.class.getName() + "\\." + method + "$")
                            .addProfiler(GCProfiler.class)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .runSingle();
            double bytes = result.getSecondaryResults().entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                    .mapToDouble(entry -> entry.getValue().getScore())
                    .findFirst()
                    .orElseThrow();
            facts.put("allocated by a read of a handle", two(bytes) + " bytes");
            if (bytes > 0.5) {
                throw new IllegalStateException("a read allocates " + bytes + " bytes");
            }
            return result.getPrimaryResult().getScore();
        } catch (RunnerException e) {
            throw new IOException(e);
        }
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
