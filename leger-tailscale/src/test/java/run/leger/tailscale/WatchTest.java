package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.AccessDeniedException;
import run.leger.core.BadRequestException;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;
import run.leger.core.ClientClosedException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.LegerException;
import run.leger.core.ReplyTooLargeException;
import run.leger.core.UnsupportedEndpointException;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeTailscaled;
import run.leger.testkit.Fault;

@Timeout(15)
@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
class WatchTest {
    private static final NotifyWatchOpt SILENT = NotifyWatchOpt.of();
    private static final Duration SOON = Duration.ofSeconds(10);

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

    private static void opened(Watch watch) {
        assertThat(watch.next()).isEqualTo(new BusEvent.Opened("1.102.5-fake"));
    }

    private static Notify message(Watch watch) {
        return watch.next().message().orElseThrow();
    }

    private static BusEvent.Gap gap(Watch watch) {
        BusEvent event = watch.next();
        assertThat(event).isInstanceOf(BusEvent.Gap.class);
        return (BusEvent.Gap) event;
    }

    private static <T> FutureTask<T> started(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        new Thread(task, "test-reader").start();
        return task;
    }

    private static Throwable failure(FutureTask<?> task) throws Exception {
        try {
            throw new AssertionError("no failure but " + task.get(10, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private void untilWaiting(FutureTask<?> task) {
        while (!task.isDone()
                && Thread.getAllStackTraces().entrySet().stream()
                        .noneMatch(thread -> thread.getKey().getName().equals("test-reader")
                                && List.of(thread.getValue()).toString().contains("BusLines"))) {
            Thread.onSpinWait();
        }
    }

    private void untilNobodyWatches() {
        while (fake.server().openConnections() > 0 || fake.bus().watches() > 0) {
            Thread.onSpinWait();
        }
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().matches("leger-(watch|publisher|network-view)"))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_message_that_says_nothing_and_one_that_says_much_are_both_told() {
        try (Watch watch = client.watch(SILENT)) {
            opened(watch);
            fake.bus().send("{\"Version\":\"x\",\"State\":null}");
            Notify nothing = message(watch);
            assertThat(nothing.state()).isNull();
            assertThat(nothing.incomingFiles()).isNull();
            assertThat(nothing.peersChanged()).isEmpty();
            fake.bus().send("""
                    {"State":4,"IncomingFiles":[],"FilesWaiting":{},"PeersRemoved":[9007199254740993],"Engine":{"LivePeers":{"nodekey:1":\
                    {"RxBytes":7},"nodekey:2":null}},"Health":{"Warnings":{"x":{"Severity":"dire","PrimaryAction":{"URL":"u"}}}},\
                    "PeerState":{"n1":{"PeerWireGuardState":"handshake"}}}""");
            Notify much = message(watch);
            assertThat(much.state()).isEqualTo(BackendState.STOPPED);
            assertThat(much.incomingFiles()).isEmpty();
            assertThat(much.filesWaiting()).isTrue();
            assertThat(much.peersRemoved()).containsExactly(NodeId.of(9007199254740993L));
            assertThat(much.engine().livePeers()).hasSize(1);
            UnhealthyState problem = much.health().warnings().get("x");
            assertThat(problem.severity().known()).isEqualTo(HealthSeverity.Known.UNRECOGNIZED);
            assertThat(problem.primaryAction().url()).isEqualTo("u");
            assertThat(much.peerState().get(StableNodeId.of("n1")).wireGuardState())
                    .isEqualTo(WireGuardState.HANDSHAKE);
        }
    }

    @Test
    void a_state_that_is_not_known_is_kept_and_a_field_that_is_not_known_is_named() {
        try (Watch watch = client.watch(SILENT)) {
            opened(watch);
            fake.bus().send("{\"State\":-1,\"Dreams\":[1],\"Void\":null}");
            BusEvent.Message event = (BusEvent.Message) watch.next();
            assertThat(event.content().state().wire()).isEqualTo("-1");
            assertThat(event.content().state().known()).isEqualTo(BackendState.Known.UNRECOGNIZED);
            assertThat(event.unknownFields()).containsExactly("Dreams");
            assertThat(event.content().raw().at("Dreams", "0")).isPresent();
        }
    }

    @Test
    void what_cannot_be_read_is_skipped_counted_and_told() {
        try (Watch watch = client.with(CallOptions.none().withMaxBodyBytes(100)).watch(SILENT)) {
            opened(watch);
            fake.bus()
                    .send("{\"State\":")
                    .send("")
                    .send("{\"State\":\"six\"}")
                    .send("x".repeat(200_000))
                    .send("{\"State\":6}");
            assertThat(watch.next())
                    .isInstanceOfSatisfying(
                            BusEvent.Skipped.class,
                            skipped -> assertThat(skipped.bytes()).isEqualTo(9));
            assertThat(watch.next())
                    .isInstanceOfSatisfying(
                            BusEvent.Skipped.class,
                            skipped -> assertThat(skipped.failure()).hasMessageContaining("/State"));
            assertThat(watch.next()).isInstanceOfSatisfying(BusEvent.Skipped.class, skipped -> {
                assertThat(skipped.bytes()).isEqualTo(200_000);
                assertThat(skipped.failure()).isInstanceOf(ReplyTooLargeException.class);
            });
            assertThat(message(watch).state()).isEqualTo(BackendState.RUNNING);
            assertThat(watch.skipped()).isEqualTo(3);
        }
    }

    @Test
    void a_message_may_come_in_pieces_and_several_at_once() {
        try (Watch watch = client.watch(SILENT)) {
            opened(watch);
            fake.bus()
                    .send("{\"Sta".getBytes(StandardCharsets.UTF_8))
                    .send("te\":6}\n{\"State\":5}\n{\"State\"".getBytes(StandardCharsets.UTF_8))
                    .send(":4}\n".getBytes(StandardCharsets.UTF_8));
            assertThat(message(watch).state()).isEqualTo(BackendState.RUNNING);
            assertThat(message(watch).state()).isEqualTo(BackendState.STARTING);
            assertThat(message(watch).state()).isEqualTo(BackendState.STOPPED);
        }
    }

    @Test
    void the_first_message_follows_the_mask_and_the_mask_never_asks_for_private_keys() {
        try (Watch watch = client.watch(NotifyWatchOpt.recommended())) {
            opened(watch);
            Notify first = message(watch);
            assertThat(first.state()).isEqualTo(BackendState.RUNNING);
            assertThat(first.prefs()).isNotNull();
            assertThat(first.initialStatus().peers()).hasSize(1);
            assertThat(first.sessionId()).isNotEmpty();
        }
        assertThat(fake.bus().masks()).containsExactly(53894L + 16);
        assertThat(NotifyWatchOpt.of(NotifyWatchOpt.INITIAL_STATE).wire()).isEqualTo("18");
        assertThat(NotifyWatchOpt.of().with(new NotifyWatchOpt(Long.MIN_VALUE)).wire())
                .isEqualTo("9223372036854775824");
        assertThat(NotifyWatchOpt.recommended()
                        .without(NotifyWatchOpt.NO_PRIVATE_KEYS)
                        .has(NotifyWatchOpt.NO_PRIVATE_KEYS))
                .isTrue();
    }

    @Test
    void what_is_recommended_follows_the_version() {
        NotifyWatchOpt old = NotifyWatchOpt.recommended("1.98.3-tabc");
        assertThat(old.wire()).isEqualTo(Long.toString(646 | 16));
        assertThat(NotifyWatchOpt.recommended("1.92.5")).isEqualTo(old);
        for (String version : List.of("1.100.0", "1.104", "2.3.4", "", "nonsense", "1.103.100-dev20260101")) {
            assertThat(NotifyWatchOpt.recommended(version)).as(version).isEqualTo(NotifyWatchOpt.recommended());
        }
        assertThat(NotifyWatchOpt.recommended().has(NotifyWatchOpt.INITIAL_NET_MAP))
                .isFalse();
        assertThat(NotifyWatchOpt.recommended().has(NotifyWatchOpt.RATE_LIMIT)).isFalse();
    }

    @Test
    void a_daemon_that_dies_and_comes_back_is_a_gap_and_the_first_message_again() {
        try (Watch watch = client.watch(NotifyWatchOpt.of(NotifyWatchOpt.INITIAL_STATE))) {
            opened(watch);
            message(watch);
            fake.kill();
            BusEvent.Gap lost = gap(watch);
            assertThat(lost.reason()).isEqualTo(BusEvent.Gap.Reason.LOST);
            assertThat(lost.attempt()).isZero();
            BusEvent.Gap away = gap(watch);
            assertThat(away.reason()).isEqualTo(BusEvent.Gap.Reason.NOT_BACK);
            assertThat(away.attempt()).isEqualTo(1);
            assertThat(away.since()).isEqualTo(lost.since());
            assertThat(away.failure()).containsInstanceOf(DaemonUnavailableException.class);
            fake.state("Stopped").restart();
            BusEvent event = watch.next();
            while (event instanceof BusEvent.Gap) {
                event = watch.next();
            }
            assertThat(event).isInstanceOf(BusEvent.Opened.class);
            assertThat(message(watch).state()).isEqualTo(BackendState.STOPPED);
        }
    }

    @Test
    void the_ways_in_which_the_daemon_ends_a_watch_differ() {
        try (Watch watch = client.watch(SILENT)) {
            opened(watch);
            fake.bus().end();
            assertThat(gap(watch).reason()).isEqualTo(BusEvent.Gap.Reason.ENDED);
            opened(watch);
            fake.bus().fallBehind();
            assertThat(message(watch).errMessage()).contains("fell behind");
            assertThat(gap(watch).reason()).isEqualTo(BusEvent.Gap.Reason.FELL_BEHIND);
            opened(watch);
        }
    }

    @Test
    void who_does_not_read_is_cut_off_by_the_daemon_and_finds_the_gap() {
        String large = "{\"Version\":\"" + "x".repeat(100_000) + "\"}";
        try (Watch watch = client.watch(SILENT)) {
            opened(watch);
            for (int i = 0; i < 300; i++) {
                fake.bus().send(large);
            }
            int told = 0;
            BusEvent event = watch.next();
            for (; event.message().isPresent(); event = watch.next()) {
                told++;
            }
            assertThat(told).isBetween(128, 299);
            assertThat(event)
                    .isInstanceOfSatisfying(
                            BusEvent.Gap.class,
                            gap -> assertThat(gap.reason()).isEqualTo(BusEvent.Gap.Reason.FELL_BEHIND));
        }
    }

    @Test
    void what_opening_again_cannot_mend_ends_the_watch_with_its_error() {
        try (Watch watch = client.watch(SILENT)) {
            opened(watch);
            fake.answering("watch-ipn-bus", request -> FakeResponse.text(403, "watch ipn bus access denied"));
            fake.bus().end();
            gap(watch);
            assertThatThrownBy(watch::next).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(watch::next).isInstanceOf(ClientClosedException.class);
            assertThat(watch.iterator().hasNext()).isFalse();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_cannot_be_opened_at_all_says_why() {
        fake.version("1.104.0");
        assertThatThrownBy(() -> client.watch(NotifyWatchOpt.of(NotifyWatchOpt.INITIAL_NET_MAP)))
                .isInstanceOf(BadRequestException.class);
        fake.kill();
        assertThatThrownBy(() -> client.watch(SILENT)).isInstanceOf(DaemonUnavailableException.class);
        fake.restart();
        CountDownLatch over = new CountDownLatch(1);
        fake.answering("watch-ipn-bus", request -> {
            awaited(over);
            return FakeResponse.empty(500);
        });
        assertThatThrownBy(() ->
                        client.with(CallOptions.deadline(Duration.ofMillis(50))).watch(SILENT))
                .isInstanceOf(DeadlineExceededException.class);
        over.countDown();
        fake.answering("watch-ipn-bus", request -> FakeResponse.text(404, "404 page not found"));
        assertThatThrownBy(() -> client.watch(SILENT))
                .isInstanceOfSatisfying(
                        UnsupportedEndpointException.class,
                        e -> assertThat(e.remedy())
                                .hasValueSatisfying(text -> assertThat(text).contains("ipnbus")));
        fake.answering("watch-ipn-bus", request -> FakeResponse.text(503, "later"));
        assertThatThrownBy(() -> client.watch(SILENT)).isInstanceOf(LegerException.class);
    }

    @Test
    void a_deadline_is_for_opening_and_silence_is_no_failure() {
        CallOptions hasty = CallOptions.deadline(Duration.ofMillis(300)).withIdleTimeout(Duration.ofMillis(300));
        try (Watch watch = client.with(hasty).watch(SILENT)) {
            opened(watch);
            assertThat(watch.next(Duration.ofMillis(700))).isEmpty();
            fake.state("Stopped");
            assertThat(message(watch).state()).isEqualTo(BackendState.STOPPED);
        }
    }

    @Test
    void a_wait_that_ends_loses_nothing() {
        try (Watch watch = client.watch(SILENT)) {
            assertThat(watch.next(Duration.ZERO)).containsInstanceOf(BusEvent.Opened.class);
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            assertThat(watch.next(Duration.ofMillis(-1))).isEmpty();
            for (int i = 0; i < 20; i++) {
                fake.bus().send("{\"State\":" + i + "}");
                Optional<BusEvent> event = i % 2 == 0 ? watch.next(SOON) : Optional.of(watch.next());
                assertThat(event.orElseThrow().message().orElseThrow().raw()).hasToString("{\"State\":" + i + "}");
            }
        }
        untilNobodyWatches();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closing_from_another_thread_ends_the_reader_at_once(boolean closeClient) throws Exception {
        Watch watch = client.watch(SILENT);
        opened(watch);
        AtomicInteger messages = new AtomicInteger();
        FutureTask<Integer> reader = started(() -> {
            for (BusEvent event : watch) {
                event.message().ifPresent(message -> messages.incrementAndGet());
            }
            return messages.get();
        });
        fake.state("Stopped");
        while (messages.get() == 0) {
            Thread.onSpinWait();
        }
        untilWaiting(reader);
        if (closeClient) {
            client.close();
        } else {
            watch.close();
        }
        assertThat(reader.get(5, TimeUnit.SECONDS)).isEqualTo(1);
        assertThatThrownBy(watch::next).isInstanceOf(ClientClosedException.class);
        assertThatThrownBy(() -> watch.next(SOON)).isInstanceOf(ClientClosedException.class);
        untilNobodyWatches();
    }

    @Test
    void closing_ends_a_reader_that_waits_to_open_again() throws Exception {
        Watch watch = client.with(CallOptions.deadline(Duration.ofMinutes(5))).watch(SILENT);
        opened(watch);
        CountDownLatch asked = new CountDownLatch(1);
        fake.answering("watch-ipn-bus", request -> {
            asked.countDown();
            return FakeResponse.streaming(200, "x", out -> new CountDownLatch(1).await());
        });
        fake.server().failNext(Fault.STALL_BEFORE_HEADER);
        fake.bus().end();
        gap(watch);
        FutureTask<Boolean> reader = started(() -> {
            try {
                watch.next();
                return false;
            } catch (ClientClosedException e) {
                return !Thread.currentThread().isInterrupted();
            }
        });
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        watch.close();
        assertThat(reader.get(5, TimeUnit.SECONDS)).isTrue();
        untilNobodyWatches();
    }

    @Test
    void closing_ends_a_reader_that_rests_between_two_tries() throws Exception {
        Watch watch = client.watch(SILENT);
        opened(watch);
        fake.kill();
        for (int i = 0; i < 4; i++) {
            gap(watch);
        }
        FutureTask<BusEvent> reader = started(() -> {
            while (true) {
                watch.next();
            }
        });
        watch.close();
        assertThat(failure(reader)).isInstanceOf(ClientClosedException.class);
        untilNobodyWatches();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interrupt_ends_the_reader_and_the_watch(boolean timed) throws Exception {
        Watch watch = client.watch(SILENT);
        opened(watch);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        FutureTask<Boolean> reader = started(() -> {
            thread.complete(Thread.currentThread());
            try {
                return (timed ? watch.next(SOON).orElseThrow() : watch.next()) == null;
            } catch (CallInterruptedException e) {
                return Thread.currentThread().isInterrupted();
            }
        });
        thread.get().interrupt();
        assertThat(reader.get(5, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(watch::next).isInstanceOf(ClientClosedException.class);
        untilNobodyWatches();
    }

    @Test
    void two_readers_at_once_are_refused() throws Exception {
        try (Watch watch = client.watch(SILENT)) {
            opened(watch);
            FutureTask<BusEvent> reader = started(watch::next);
            untilWaiting(reader);
            assertThatThrownBy(watch::next).isInstanceOf(IllegalStateException.class);
            fake.state("Stopped");
            assertThat(reader.get(5, TimeUnit.SECONDS).message()).isPresent();
        }
    }

    /** Keeps what it is given, and asks when it is told to. */
    private static final class Keeper<T> implements Flow.Subscriber<T> {
        final LinkedBlockingQueue<Object> given = new LinkedBlockingQueue<>();
        final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription to) {
            subscription.complete(to);
        }

        @Override
        public void onNext(T item) {
            given.add(item);
        }

        @Override
        public void onError(Throwable failure) {
            given.add(failure);
        }

        @Override
        public void onComplete() {
            given.add("complete");
        }

        Object next() throws InterruptedException {
            return given.poll(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_subscriber_is_given_what_it_asks_for() throws Exception {
        Watch watch = client.watch(SILENT);
        Keeper<BusEvent> keeper = new Keeper<>();
        watch.publisher().subscribe(keeper);
        Keeper<BusEvent> second = new Keeper<>();
        watch.publisher().subscribe(second);
        assertThat(second.next()).isInstanceOf(IllegalStateException.class);
        keeper.subscription.get().request(2);
        assertThat(keeper.next()).isInstanceOf(BusEvent.Opened.class);
        fake.state("Stopped").state("Running");
        assertThat(((BusEvent) keeper.next()).message().orElseThrow().state()).isEqualTo(BackendState.STOPPED);
        assertThat(keeper.given).isEmpty();
        keeper.subscription.get().request(Long.MAX_VALUE);
        assertThat(((BusEvent) keeper.next()).message().orElseThrow().state()).isEqualTo(BackendState.RUNNING);
        watch.close();
        assertThat(keeper.next()).isEqualTo("complete");
        untilNobodyWatches();
    }

    @Test
    void a_subscriber_that_cancels_or_asks_for_nothing_ends_the_watch() throws Exception {
        for (int request : new int[] {0, -1, 1}) {
            Keeper<BusEvent> keeper = new Keeper<>();
            client.watch(SILENT).publisher().subscribe(keeper);
            keeper.subscription.get().request(request);
            if (request > 0) {
                assertThat(keeper.next()).isInstanceOf(BusEvent.Opened.class);
                keeper.subscription.get().cancel();
            } else {
                assertThat(keeper.next()).isInstanceOf(IllegalArgumentException.class);
            }
            untilNobodyWatches();
            assertThat(keeper.given).isEmpty();
        }
    }

    @Test
    void a_subscriber_that_asks_for_nothing_while_nothing_comes_is_told_at_once() throws Exception {
        Keeper<BusEvent> keeper = new Keeper<>();
        client.watch(SILENT).publisher().subscribe(keeper);
        keeper.subscription.get().request(2);
        assertThat(keeper.next()).isInstanceOf(BusEvent.Opened.class);
        keeper.subscription.get().request(-1);
        assertThat(keeper.next()).isInstanceOf(IllegalArgumentException.class);
        untilNobodyWatches();
    }

    @Test
    void a_subscriber_beside_a_reader_is_refused_and_the_reader_reads_on() throws Exception {
        try (Watch watch = client.watch(SILENT)) {
            opened(watch);
            FutureTask<Optional<BusEvent>> reading = new FutureTask<>(() -> watch.next(Duration.ofMinutes(1)));
            Thread reader = new Thread(reading, "reader");
            reader.start();
            while (reader.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            Keeper<BusEvent> keeper = new Keeper<>();
            watch.publisher().subscribe(keeper);
            keeper.subscription.get().request(1);
            assertThat(keeper.next()).isInstanceOf(IllegalStateException.class);
            fake.state("Stopped");
            assertThat(reading.get().orElseThrow().message().orElseThrow().state())
                    .isEqualTo(BackendState.STOPPED);
        }
    }

    @Test
    void a_subscriber_that_never_asks_is_completed_by_closing() throws Exception {
        Watch watch = client.watch(SILENT);
        Keeper<BusEvent> keeper = new Keeper<>();
        watch.publisher().subscribe(keeper);
        watch.close();
        assertThat(keeper.next()).isEqualTo("complete");
        untilNobodyWatches();
    }

    @Test
    void many_watches_leave_nothing_behind() {
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            watches.add(client.watch(NotifyWatchOpt.recommended()));
        }
        for (Watch watch : watches) {
            opened(watch);
            watch.next(SOON);
            watch.next(Duration.ZERO);
            watch.close();
            watch.close();
        }
        untilNobodyWatches();
    }
}
