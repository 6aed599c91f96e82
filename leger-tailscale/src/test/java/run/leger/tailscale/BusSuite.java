package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import run.leger.core.IpAddress;

/**
 * What can be said of the bus of every connected daemon, of a view over it, and of waiting for it. Each test has a daemon of its own, with a peer in
 * sight.
 */
@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
public abstract class BusSuite {
    /** How long anything may take before a test gives up on it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** For the suites of one daemon each. */
    protected BusSuite() {}

    /**
     * Returns the client under test.
     *
     * @return the same at each call
     */
    protected abstract TailscaleClient client();

    /** Ends the daemon. */
    protected abstract void kill();

    /** Starts the daemon again, with the state it had. */
    protected abstract void revive();

    /** Logs the device out. */
    protected abstract void logout();

    /**
     * Puts another device into the tailnet.
     *
     * @param label the first label of its name
     */
    protected abstract void join(String label);

    /**
     * Has everybody know that that device is offline.
     *
     * @param label the first label of its name
     */
    protected abstract void goOffline(String label);

    /**
     * Takes that device out again.
     *
     * @param label the first label of its name
     */
    protected abstract void leave(String label);

    private static Notify until(Watch watch, Predicate<Notify> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<Notify> message = watch.next(Duration.ofSeconds(1)).flatMap(BusEvent::message);
            if (message.filter(wanted).isPresent()) {
                return message.get();
            }
        }
        throw new AssertionError("no such message");
    }

    private static <T extends BusEvent> T event(Watch watch, Class<T> type) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<BusEvent> event = watch.next(Duration.ofSeconds(1));
            if (type.isInstance(event.orElse(null))) {
                return type.cast(event.get());
            }
        }
        throw new AssertionError("no " + type.getSimpleName());
    }

    private static NetworkSnapshot within(NetworkView view, Predicate<NetworkSnapshot> wanted) {
        return view.await(wanted, PATIENCE)
                .orElseThrow(() -> new AssertionError(
                        view.snapshot() + " " + view.snapshot().peers().values()));
    }

    private static Optional<NetworkPeer> peer(NetworkSnapshot snapshot, String label) {
        return snapshot.peers().values().stream()
                .filter(peer -> peer.dnsName().startsWith(label + "."))
                .findAny();
    }

    /** The peers as the status has them, without the numeric id that the status of old does not have. */
    private static Map<StableNodeId, String> comparable(Map<StableNodeId, NetworkPeer> peers) {
        Map<StableNodeId, String> texts = new HashMap<>();
        peers.forEach((id, peer) ->
                texts.put(id, peer.toString().replaceAll("nodeId=\\d+, ", "").replaceAll("lastSeen=[^,]*, ", "")));
        return texts;
    }

    private void isWhatTheStatusIs(NetworkView view) {
        Map<StableNodeId, NetworkPeer> expected = new HashMap<>();
        client().status().peers().values().forEach(peer -> expected.put(peer.id(), NetworkPeer.of(peer)));
        NetworkSnapshot snapshot = view.snapshot();
        assertThat(comparable(snapshot.peers())).isEqualTo(comparable(expected));
        assertThat(snapshot.users())
                .containsKeys(expected.values().stream().map(NetworkPeer::user).toArray(UserId[]::new));
    }

    @Test
    void the_first_message_is_what_was_asked_for() {
        try (Watch watch = client().watch(NotifyWatchOpt.recommended(client().daemonVersion()))) {
            assertThat(watch.next()).isEqualTo(new BusEvent.Opened(client().daemonVersion()));
            BusEvent.Message message = event(watch, BusEvent.Message.class);
            Notify first = message.content();
            assertThat(first.state()).isEqualTo(BackendState.RUNNING);
            assertThat(first.sessionId()).isNotEmpty();
            assertThat(first.prefs().wantRunning()).isTrue();
            assertThat(first.health()).isNotNull();
            assertThat(first.version()).isEqualTo(client().statusWithoutPeers().version());
            assertThat(message.unknownFields()).isEmpty();
            if (first.initialStatus() != null) {
                assertThat(first.initialStatus().peers()).isNotEmpty();
            }
        }
    }

    @Test
    void a_watch_tells_of_edits_of_the_settings_and_of_stopping() {
        try (Watch watch = client().watch(NotifyWatchOpt.of())) {
            assertThat(watch.next()).isInstanceOf(BusEvent.Opened.class);
            client().editPrefs(PrefsEdit.none().shieldsUp(true));
            assertThat(until(watch, said -> said.prefs() != null).prefs().shieldsUp())
                    .isTrue();
            client().editPrefs(PrefsEdit.none().wantRunning(false));
            until(watch, said -> BackendState.STOPPED.equals(said.state()));
            client().editPrefs(PrefsEdit.none().wantRunning(true));
            until(watch, said -> BackendState.RUNNING.equals(said.state()));
            assertThat(watch.skipped()).isZero();
        }
    }

    @Test
    void a_restart_of_the_daemon_is_a_gap_and_the_watch_goes_on() {
        try (Watch watch = client().watch(NotifyWatchOpt.of(NotifyWatchOpt.INITIAL_STATE))) {
            until(watch, said -> BackendState.RUNNING.equals(said.state()));
            kill();
            BusEvent.Gap gap = event(watch, BusEvent.Gap.class);
            assertThat(gap.attempt()).isZero();
            revive();
            event(watch, BusEvent.Opened.class);
            until(watch, said -> BackendState.RUNNING.equals(said.state()));
        }
    }

    @Test
    void a_view_follows_peers_that_come_and_go_and_is_what_the_status_is() {
        try (NetworkView view = NetworkView.open(client())) {
            assertThat(view.snapshot().current()).isTrue();
            assertThat(view.snapshot().state()).isEqualTo(BackendState.RUNNING);
            assertThat(view.snapshot().peers()).isNotEmpty();
            assertThat(view.snapshot().self().id())
                    .isEqualTo(client().statusWithoutPeers().self().id());
            isWhatTheStatusIs(view);
            NetworkSnapshot before = view.snapshot();
            String label = "visitor-" + Long.toString(System.nanoTime(), 36);
            join(label);
            NetworkSnapshot joined = within(
                    view,
                    snapshot ->
                            peer(snapshot, label).filter(NetworkPeer::online).isPresent());
            NetworkPeer visitor = peer(joined, label).orElseThrow();
            assertThat(joined.deviceAt(visitor.addresses().get(0))).contains(visitor);
            for (IpAddress address : visitor.addresses()) {
                // However it is spelt: the JDK writes no part of an IPv6 address shortly.
                IpAddress spelt = IpAddress.of(address.inetAddress().getHostAddress());
                assertThat(joined.deviceAt(spelt)).contains(visitor);
            }
            assertThat(joined.users()).containsKey(visitor.user());
            isWhatTheStatusIs(view);
            goOffline(label);
            within(
                    view,
                    snapshot ->
                            peer(snapshot, label).filter(peer -> !peer.online()).isPresent());
            isWhatTheStatusIs(view);
            leave(label);
            within(view, snapshot -> peer(snapshot, label).isEmpty());
            isWhatTheStatusIs(view);
            assertThat(peer(before, label)).isEmpty();
            assertThat(peer(joined, label)).contains(visitor);
        }
    }

    @Test
    void a_view_lives_through_stops_restarts_and_a_logout() {
        try (NetworkView view = NetworkView.open(client())) {
            client().editPrefs(PrefsEdit.none().wantRunning(false));
            NetworkSnapshot stopped = within(view, snapshot -> snapshot.state().equals(BackendState.STOPPED));
            assertThat(stopped.self().online()).isFalse();
            client().editPrefs(PrefsEdit.none().wantRunning(true));
            within(
                    view,
                    snapshot -> snapshot.state().equals(BackendState.RUNNING)
                            && snapshot.prefs().wantRunning());
            kill();
            NetworkSnapshot past = within(view, snapshot -> !snapshot.current());
            assertThat(past.peers()).isNotEmpty();
            revive();
            within(
                    view,
                    snapshot -> snapshot.current()
                            && snapshot.state().equals(BackendState.RUNNING)
                            && !snapshot.peers().isEmpty());
            isWhatTheStatusIs(view);
            logout();
            NetworkSnapshot out = within(
                    view,
                    snapshot -> snapshot.current()
                            && snapshot.state().equals(BackendState.NEEDS_LOGIN)
                            && snapshot.peers().isEmpty());
            assertThat(out.self()).isNull();
        }
    }

    @Test
    void waiting_has_the_outcomes_that_there_are() throws Exception {
        assertThat(client().awaitSocket(Duration.ZERO).version()).isNotEmpty();
        assertThat(client().awaitRunning(Duration.ZERO).backendState()).isEqualTo(BackendState.RUNNING);
        for (int i = 0; i < 3; i++) {
            kill();
            assertThatThrownBy(() -> client().awaitRunning(Duration.ofMillis(100)))
                    .isInstanceOf(DaemonUnavailableException.class);
            Thread reviver = new Thread(this::revive, "reviver");
            reviver.start();
            assertThat(client().awaitRunning(PATIENCE).backendState()).isEqualTo(BackendState.RUNNING);
            reviver.join();
        }
        client().editPrefs(PrefsEdit.none().wantRunning(false));
        assertThatThrownBy(() -> client().awaitRunning(PATIENCE)).isInstanceOf(StoppedException.class);
    }

    @Test
    void waiting_for_who_is_logged_out_is_told_so() {
        client().awaitRunning(PATIENCE);
        logout();
        assertThatThrownBy(() -> client().awaitRunning(PATIENCE)).isExactlyInstanceOf(NeedsLoginException.class);
    }
}
