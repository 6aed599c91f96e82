package run.leger.conformance.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import run.leger.conformance.lab.Node;
import run.leger.conformance.lab.Tailscaled;
import run.leger.core.CallOptions;
import run.leger.tailscale.BusEvent;
import run.leger.tailscale.NotifyWatchOpt;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.Watch;

/** A thousand virtual threads call at once, and the JDK's flight recorder tells of every one that holds its carrier while it waits. */
@EnabledForJreRange(
        min = JRE.JAVA_25,
        disabledReason = "before JDK 24 a monitor pins, and that is nothing a library can help")
class VirtualThreadsIT {
    private static final int THREADS = 1_000;
    private static final int ROUNDS = 5;
    private static final String PINNED = "jdk.VirtualThreadPinned";

    @TempDir
    Path folder;

    @Test
    void no_frame_of_ours_pins() throws Exception {
        try (Node node = Node.start(Tailscaled.CURRENT);
                Recording recording = new Recording()) {
            TailscaleClient client = node.client().with(CallOptions.deadline(Duration.ofMinutes(1)));
            String peer = node.peer().value();
            Runnable calls = () -> {
                for (int i = 0; i < ROUNDS; i++) {
                    assertThat(client.statusWithoutPeers().version()).isNotEmpty();
                    assertThat(client.whoIs(peer)).isPresent();
                    try (Watch watch = client.watch(NotifyWatchOpt.INITIAL_STATE)) {
                        assertThat(watch.next()).isInstanceOf(BusEvent.Opened.class);
                        assertThat(watch.next().message()).isPresent();
                    }
                }
            };
            // Once unobserved: while the JVM loads classes and starts its poller, whoever comes meanwhile waits on its
            // carrier.
            inVirtualThreads(calls);
            recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
            recording.start();
            inOneVirtualThread(Pinning::touch);
            long began = System.nanoTime();
            inVirtualThreads(calls);
            long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            recording.stop();
            List<RecordedEvent> pinned = events(recording);
            List<RecordedEvent> ours = pinned.stream()
                    .filter(event -> has(event, "run.leger.core.", "run.leger.tailscale."))
                    .toList();
            System.out.printf(
                    "%d virtual threads made %d calls in %d ms on %d cores; %d waits held a carrier, %d of them in our frames%n",
                    THREADS,
                    THREADS * ROUNDS * 3,
                    millis,
                    Runtime.getRuntime().availableProcessors(),
                    pinned.size(),
                    ours.size());
            assertThat(pinned).as("the recorder sees what pins").anyMatch(event -> has(event, Pinning.class.getName()));
            assertThat(ours).isEmpty();
        }
    }

    private static void inVirtualThreads(Runnable work) throws Exception {
        ExecutorService executor = perTask();
        try {
            CountDownLatch all = new CountDownLatch(THREADS);
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                ends.add(executor.submit(() -> {
                    all.countDown();
                    all.await();
                    work.run();
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            executor.shutdown();
        }
    }

    /** By its name: these sources are compiled for Java 17. */
    private static ExecutorService perTask() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static void inOneVirtualThread(Runnable work) throws Exception {
        ExecutorService executor = perTask();
        try {
            executor.submit(work).get();
        } finally {
            executor.shutdown();
        }
    }

    /** A class initializer is called by the JVM itself, whose frame cannot be moved off the carrier. */
    private static final class Pinning {
        static {
            LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
        }

        static void touch() {}
    }

    private List<RecordedEvent> events(Recording recording) throws Exception {
        Path file = folder.resolve("pinned.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(PINNED))
                .toList();
    }

    private static boolean has(RecordedEvent event, String... prefixes) {
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            for (String prefix : prefixes) {
                if (type.startsWith(prefix)) {
                    return true;
                }
            }
        }
        return false;
    }
}
