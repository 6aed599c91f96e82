package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.AccessDeniedException;
import run.leger.core.CallInterruptedException;
import run.leger.core.LegerException;
import run.leger.core.UnavailableException.Reason;
import run.leger.testkit.FakeRequest;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeTailscaled;
import run.leger.testkit.Fault;

@Timeout(20)
class AwaitTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration BRIEF = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private FakeTailscaled fake;
    private TailscaleClient client;

    @BeforeEach
    void start() {
        fake = FakeTailscaled.start(folder.resolve("s"));
        client = TailscaleClient.builder().socket(fake.socket()).build();
    }

    @AfterEach
    void stop() {
        client.close();
        fake.close();
    }

    private FutureTask<Status> waiting() {
        FutureTask<Status> waiting = new FutureTask<>(() -> client.awaitRunning(SOON));
        new Thread(waiting, "test-waiter").start();
        return waiting;
    }

    private void untilItWatches() {
        while (fake.bus().watches() == 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_daemon_that_answers_is_waited_for_no_longer() {
        assertThat(client.awaitSocket(Duration.ZERO).version()).isNotEmpty();
        assertThat(client.awaitRunning(Duration.ZERO).backendState()).isEqualTo(BackendState.RUNNING);
        fake.state("NeedsLogin");
        assertThat(client.awaitSocket(SOON).backendState()).isEqualTo(BackendState.NEEDS_LOGIN);
    }

    @Test
    void a_daemon_that_comes_is_waited_for() throws Exception {
        fake.kill();
        FutureTask<Status> waiting = waiting();
        assertThatThrownBy(() -> client.awaitSocket(BRIEF))
                .isInstanceOfSatisfying(
                        DaemonUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NO_SOCKET));
        fake.restart();
        assertThat(waiting.get(10, TimeUnit.SECONDS).backendState()).isEqualTo(BackendState.RUNNING);
        assertThat(client.awaitSocket(SOON)).isNotNull();
    }

    @Test
    void what_is_no_socket_is_not_waited_for() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (TailscaleClient other = TailscaleClient.builder().socket(file).build()) {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> other.awaitSocket(SOON)).isInstanceOf(DaemonUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void a_daemon_that_is_silent_is_not_waited_for_longer_than_the_timeout() {
        fake.server().failNext(Fault.STALL_BEFORE_HEADER, Fault.STALL_BEFORE_HEADER, Fault.STALL_BEFORE_HEADER);
        long begin = System.nanoTime();
        assertThatThrownBy(() -> client.awaitSocket(BRIEF)).isInstanceOf(LegerException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void every_state_in_which_somebody_must_act_is_its_own_outcome_at_once() {
        fake.state("Stopped");
        assertThatThrownBy(() -> client.awaitRunning(SOON)).isInstanceOf(StoppedException.class);
        fake.state("NeedsMachineAuth");
        assertThatThrownBy(() -> client.awaitRunning(SOON)).isInstanceOf(NeedsApprovalException.class);
        fake.state("InUseOtherUser");
        assertThatThrownBy(() -> client.awaitRunning(SOON)).isInstanceOf(InUseByOtherUserException.class);
        fake.state("NeedsLogin");
        assertThatThrownBy(() -> client.awaitRunning(SOON))
                .isExactlyInstanceOf(NeedsLoginException.class)
                .isInstanceOfSatisfying(NeedsLoginException.class, e -> {
                    assertThat(e.authUrl()).isEmpty();
                    assertThat(e.remedy())
                            .hasValueSatisfying(text -> assertThat(text).contains("tailscale"));
                });
        fake.authUrl("https://login.example.com/a/1");
        assertThatThrownBy(() -> client.awaitRunning(SOON))
                .isInstanceOfSatisfying(
                        NeedsLoginException.class,
                        e -> assertThat(e.authUrl()).contains("https://login.example.com/a/1"));
        fake.expired(true);
        assertThatThrownBy(() -> client.awaitRunning(SOON)).isInstanceOf(KeyExpiredException.class);
    }

    @Test
    void a_device_that_is_starting_is_waited_for() throws Exception {
        for (String word : new String[] {"NoState", "Starting", "Daydreaming"}) {
            fake.state(word);
            assertThatThrownBy(() -> client.awaitRunning(BRIEF))
                    .as(word)
                    .isInstanceOfSatisfying(
                            StartingException.class,
                            e -> assertThat(e.state().wire()).isEqualTo(word));
            FutureTask<Status> waiting = waiting();
            untilItWatches();
            fake.state("Running");
            assertThat(waiting.get(5, TimeUnit.SECONDS).backendState()).isEqualTo(BackendState.RUNNING);
            while (fake.bus().watches() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_bus_that_refuses_for_now_is_waited_without() throws Exception {
        for (int status : new int[] {500, 503}) {
            CountDownLatch refused = new CountDownLatch(1);
            fake.state("Starting").answering("watch-ipn-bus", request -> {
                refused.countDown();
                return FakeResponse.text(status, "not yet");
            });
            FutureTask<Status> waiting = waiting();
            refused.await();
            assertThatThrownBy(() -> waiting.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            fake.state("Running");
            assertThat(waiting.get(5, TimeUnit.SECONDS).backendState()).isEqualTo(BackendState.RUNNING);
        }
    }

    @Test
    void a_restart_in_the_middle_is_waited_out() throws Exception {
        fake.state("Starting");
        FutureTask<Status> waiting = waiting();
        untilItWatches();
        fake.kill();
        fake.state("Running").restart();
        assertThat(waiting.get(10, TimeUnit.SECONDS).backendState()).isEqualTo(BackendState.RUNNING);
    }

    @Test
    void without_a_bus_the_daemon_is_asked_again_and_again() throws Exception {
        fake.answering("watch-ipn-bus", request -> FakeResponse.text(404, "404 page not found"));
        fake.state("Starting");
        FutureTask<Status> waiting = waiting();
        while (fake.server().requests().stream()
                        .filter(request -> request.path().endsWith("/status"))
                        .count()
                < 4) {
            Thread.onSpinWait();
        }
        fake.state("Running");
        assertThat(waiting.get(5, TimeUnit.SECONDS).backendState()).isEqualTo(BackendState.RUNNING);
    }

    @Test
    void a_device_with_a_key_is_given_time_before_it_is_said_to_need_a_login() throws Exception {
        fake.answering("status", request -> FakeResponse.json(200, """
                {"BackendState":"NeedsLogin","HaveNodeKey":true,"Self":{"ID":"n1"}}"""));
        long begin = System.nanoTime();
        assertThatThrownBy(() -> client.awaitRunning(SOON)).isInstanceOf(NeedsLoginException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void a_refusal_is_no_outcome_and_nothing_is_ever_changed() {
        fake.state("NeedsLogin");
        assertThatThrownBy(() -> client.awaitRunning(BRIEF)).isInstanceOf(NeedsLoginException.class);
        assertThat(fake.server().requests()).extracting(FakeRequest::method).containsOnly("GET");
        fake.answering("watch-ipn-bus", request -> FakeResponse.text(403, "watch ipn bus access denied"));
        assertThatThrownBy(() -> client.awaitRunning(SOON)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void an_interrupt_ends_the_wait() throws Exception {
        fake.kill();
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            try {
                client.awaitSocket(SOON);
                return false;
            } catch (CallInterruptedException e) {
                return Thread.currentThread().isInterrupted();
            }
        });
        Thread waiter = new Thread(waiting, "test-waiter");
        waiter.start();
        waiter.interrupt();
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
    }
}
