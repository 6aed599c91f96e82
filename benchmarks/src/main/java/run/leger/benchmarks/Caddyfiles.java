package run.leger.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.benchmarks.Comparison.Unit;
import run.leger.caddy.CaddyFormatter;
import run.leger.caddy.syntax.OrdinaryCaddyfile;
import run.leger.caddy.syntax.Section;
import run.leger.caddy.syntax.Snippet;
import run.leger.caddy.syntax.SyntaxTree;

/** Reading and laying out one Caddyfile of 10 MB, beside Caddy's own code for both. */
final class Caddyfiles {
    private static final int SIZE = 10_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Caddyfiles() {}

    /** What is timed, and how much it made, so that nothing of it can be left out. */
    private interface Work {
        int made();
    }

    static List<Comparison> run(Options options, Map<String, String> facts) throws IOException, InterruptedException {
        String text = OrdinaryCaddyfile.of(SIZE);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Path file = Files.createTempFile("leger-benchmarks", ".caddyfile");
        try {
            Files.write(file, bytes);
            try (GoProgram go = new GoProgram(options.caddyfilePeer.toString(), file.toString())) {
                facts.put("Go peer of the Caddyfile", go.ready());
                facts.put("Caddyfile", String.format(Locale.ROOT, "%,d bytes", bytes.length));
                checkBlocks(SyntaxTree.parse("Caddyfile", bytes), go.ask("blocks"));
                SyntaxTree tree = SyntaxTree.parse(text);
                List<Comparison> comparisons = List.of(
                        speed(
                                "Caddyfile, CaddyFormatter",
                                speed(bytes, () -> CaddyFormatter.format(bytes).length),
                                go,
                                "format",
                                1.5),
                        speed(
                                "Caddyfile, SyntaxTree.format()",
                                speed(bytes, () -> tree.format().length()),
                                go,
                                "format",
                                1.5),
                        speed(
                                "Caddyfile, read, SyntaxTree.format(), bytes again",
                                speed(
                                        bytes,
                                        () -> SyntaxTree.parse("Caddyfile", bytes)
                                                .format()
                                                .getBytes(StandardCharsets.UTF_8)
                                                .length),
                                go,
                                "format",
                                null),
                        speed(
                                "Caddyfile, SyntaxTree.parse() of bytes",
                                speed(
                                        bytes,
                                        () -> SyntaxTree.parse("Caddyfile", bytes)
                                                .elements()
                                                .size()),
                                go,
                                "parse",
                                1.5),
                        speed(
                                "Caddyfile, tokens alone",
                                speed(bytes, () -> tree.tokens().size()),
                                go,
                                "tokenize",
                                null),
                        new Comparison(
                                "allocated by SyntaxTree.parse() of a text",
                                Unit.ALLOCATION,
                                () -> allocated(text),
                                "Go, of bytes",
                                () -> go.ask("allocated") / SIZE,
                                10.0));
                new Rounds().run(comparisons, options.quick ? 3 : 8, options.rounds());
                return comparisons;
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Both sides must have read the same. */
    private static void checkBlocks(SyntaxTree tree, double theirs) {
        // Caddy keeps no snippets: it has put them where they are imported.
        long ours = tree.elements().stream()
                .filter(element -> element instanceof Section && !(element instanceof Snippet))
                .count();
        if (ours != (long) theirs) {
            throw new IllegalStateException("we read " + ours + " blocks, Caddy " + (long) theirs);
        }
    }

    private static Comparison speed(String name, Contender ours, GoProgram go, String command, @Nullable Double bar) {
        return new Comparison(name, Unit.SPEED, ours, "Go", () -> SIZE / go.ask(command), bar);
    }

    private static Contender speed(byte[] file, Work work) {
        return () -> {
            long start = System.nanoTime();
            int made = work.made();
            double speed = file.length / (double) (System.nanoTime() - start);
            if (made == 0) {
                throw new IllegalStateException("nothing was made");
            }
            return speed;
        };
    }

    private static double allocated(String text) {
        long id = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(id);
        SyntaxTree tree = SyntaxTree.parse(text);
        long after = THREADS.getThreadAllocatedBytes(id);
        if (tree.elements().isEmpty()) {
            throw new IllegalStateException("nothing was read");
        }
        return (after - before) / (double) text.length();
    }
}
