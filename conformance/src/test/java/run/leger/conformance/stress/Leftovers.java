package run.leger.conformance.stress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import run.leger.conformance.lab.Await;

/** The descriptors of a process and the threads of this one, to see that no more of them are there afterwards. */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Set<Long> threads = threads().keySet();
    private final int descriptors = descriptors("self").size();

    private Leftovers() {}

    /** Counts what is there now. */
    static Leftovers count() {
        return new Leftovers();
    }

    /** Waits until no more is there than was counted, and says otherwise what is. */
    void awaitNone() {
        try {
            Await.until(
                    "no thread and no descriptor is left",
                    PATIENCE,
                    () -> newThreads().isEmpty() && descriptors("self").size() <= descriptors);
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "; threads: " + newThreads() + "; descriptors, " + descriptors + " before: "
                            + descriptors("self"),
                    e);
        }
    }

    private List<String> newThreads() {
        List<String> found = new ArrayList<>();
        threads().forEach((id, name) -> {
            if (!threads.contains(id)) {
                found.add(name);
            }
        });
        return found;
    }

    private static Map<Long, String> threads() {
        // The JVM's own helper threads come and go with its work.
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && !thread.getThreadGroup().getName().equals("InnocuousThreadGroup")
                        && !thread.getThreadGroup().getName().equals("system"))
                .collect(Collectors.toMap(Thread::getId, Thread::getName));
    }

    /** Returns what the open descriptors of a process lead to. */
    static List<String> descriptors(String process) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc", process, "fd"))) {
            for (Path each : (Iterable<Path>) all::iterator) {
                try {
                    found.add(Files.readSymbolicLink(each).toString());
                } catch (NoSuchFileException e) {
                    // Closed since: the descriptor of this very listing is one of these.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
