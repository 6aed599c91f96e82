package run.leger.conformance.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import run.leger.conformance.lab.Await;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Tailscaled;
import run.leger.core.CallOptions;
import run.leger.tailscale.TailscaleClient;

/** A daemon that dies and comes back, again and again, under many callers and a watch. */
class KilledDaemonIT {
    private static final int RESTARTS = 100;
    private static final int CALLERS = 32;
    /** A watch whose daemon dies again and again comes back more and more slowly, so not every restart waits for it. */
    private static final int WATCHED = 10;

    private static final Duration DEADLINE = Duration.ofSeconds(3);
    /** For a thread to be scheduled beside all others, on a machine of few cores. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    @Test
    void every_call_ends_in_time_with_a_value_or_a_typed_error_the_watch_resumes_and_nothing_is_left() {
        try (Tailscaled daemon = Tailscaled.start()) {
            daemon.up("killed");
            useOnce(daemon);
            Leftovers before = Leftovers.count();
            try (TailscaleClient client = TailscaleClient.builder()
                            .socket(daemon.socket())
                            .options(CallOptions.deadline(DEADLINE))
                            .build();
                    Watcher watcher = new Watcher(client);
                    Callers callers = new Callers(client, CALLERS)) {
                for (int i = 1; i <= RESTARTS; i++) {
                    int opened = watcher.opened();
                    daemon.kill();
                    daemon.restart();
                    long answered = callers.answered();
                    Await.until(
                            "calls are answered again", Lab.PATIENCE, () -> callers.answered() >= answered + CALLERS);
                    if (i % WATCHED == 0) {
                        Await.until(
                                "the watch resumes",
                                Lab.PATIENCE,
                                () -> watcher.opened() > opened && watcher.running());
                    }
                }
                callers.stop();
                System.out.printf(
                        "%d restarts under %d callers: %d answered, errors %s, the longest call took %d ms; the watch stood %d times%n",
                        RESTARTS,
                        CALLERS,
                        callers.answered(),
                        callers.errors(),
                        callers.longest().toMillis(),
                        watcher.opened());
                assertThat(watcher.end()).isNull();
                assertThat(callers.untyped()).isEmpty();
                assertThat(callers.longest()).isLessThan(DEADLINE.plus(SLACK));
                assertThat(callers.errors()).containsKey("DaemonUnavailableException");
            }
            before.awaitNone();
        }
    }

    /** What the JVM opens and starts at the first call it keeps. */
    private static void useOnce(Tailscaled daemon) {
        try (TailscaleClient client =
                        TailscaleClient.builder().socket(daemon.socket()).build();
                Watcher watcher = new Watcher(client);
                Callers once = new Callers(client, CALLERS)) {
            Await.until("the first calls", Lab.PATIENCE, () -> once.answered() > CALLERS && watcher.running());
        }
    }
}
