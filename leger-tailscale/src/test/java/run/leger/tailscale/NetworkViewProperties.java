package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.testkit.FakeTailscaled;

/** A view over a daemon to which everything happens is, once things are quiet, what the daemon is. */
class NetworkViewProperties {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** What can happen to a daemon, and to what a test knows of it. */
    interface Event {
        void happen(World world);
    }

    /** The fake, and what it must look like from outside. */
    static final class World {
        final FakeTailscaled fake;
        final Map<String, String> peers = new HashMap<>(Map.of("nFake2CNTRL", "laptop true"));
        String state = "Running";
        String self = "nFake1CNTRL";
        boolean shields;

        World(Path socket, String version) {
            fake = FakeTailscaled.start(socket).version(version);
        }

        boolean loggedIn() {
            return !state.equals("NeedsLogin");
        }
    }

    private static Event named(String name, Event event) {
        return new Event() {
            @Override
            public void happen(World world) {
                event.happen(world);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Integer> number = Arbitraries.integers().between(2, 12);
        Arbitrary<Boolean> online = Arbitraries.of(true, false);
        Arbitrary<Event> peer = Combinators.combine(number, Arbitraries.of("x", "y"), online)
                .as((n, label, on) -> named("peer " + n + label + on, world -> {
                    world.fake.peer(n, label, on);
                    world.peers.put("nFake" + n + "CNTRL", label + " " + on);
                }));
        Arbitrary<Event> gone = number.map(n -> named("gone " + n, world -> {
            world.fake.removePeer(n);
            world.peers.remove("nFake" + n + "CNTRL");
        }));
        Arbitrary<Event> state = Arbitraries.of("Running", "Stopped", "NeedsLogin", "Starting")
                .map(word -> named(word, world -> {
                    world.fake.state(word);
                    world.state = word;
                }));
        Arbitrary<Event> shields = online.map(on -> named("shields " + on, world -> {
            try (TailscaleClient client =
                    TailscaleClient.builder().socket(world.fake.socket()).build()) {
                client.editPrefs(PrefsEdit.none().shieldsUp(on));
            }
            world.shields = on;
            // The fake's other settings want it to run.
            world.state = world.state.equals("Stopped") ? "Running" : world.state;
        }));
        Arbitrary<Event> profile = Arbitraries.integers()
                .between(20, 22)
                .map(n -> named("profile " + n, world -> {
                    String after = "nFake" + n + "CNTRL";
                    if (!after.equals(world.self)) {
                        world.fake.switchTo(n);
                        world.self = after;
                        world.peers.clear();
                    }
                }));
        Arbitrary<Event> trouble = Arbitraries.of(
                named("end", world -> world.fake.bus().end()),
                named("behind", world -> world.fake.bus().fallBehind()),
                named("cut", world -> world.fake.server().dropConnections()),
                named("restart", world -> {
                    world.fake.kill();
                    world.fake.restart();
                }),
                named("noise", world -> world.fake.bus().send("{\"PeersChanged\":[{\"ID\":\"x\"}]}")),
                named("news", world -> world.fake.bus().send("{\"PeersRenamed\":[1]}")),
                named(
                        "stranger",
                        world -> world.fake.bus().send("{\"PeerChangedPatch\":[{\"NodeID\":99,\"Online\":true}]}")),
                named("ghost", world -> world.fake.bus().send("{\"PeersRemoved\":[98]}")),
                named("nothing", world -> world.fake.bus().send("{}")),
                named(
                        "tunnel",
                        world -> world.fake
                                .bus()
                                .send("{\"PeerState\":{\"nFake2CNTRL\":{\"PeerWireGuardState\":\"odd\"}}}")),
                named(
                        "own",
                        world -> world.fake
                                .bus()
                                .send("{\"PeersChanged\":[{\"StableID\":\"" + world.self + "\",\"ID\":"
                                        + world.self.replaceAll("[^0-9]", "") + "}]}")),
                named("traffic", world -> world.fake.bus().send("{\"Engine\":{\"NumLive\":1}}")));
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(6, peer),
                        net.jqwik.api.Tuple.of(3, gone),
                        net.jqwik.api.Tuple.of(2, state),
                        net.jqwik.api.Tuple.of(1, shields),
                        net.jqwik.api.Tuple.of(1, profile),
                        net.jqwik.api.Tuple.of(4, trouble))
                .list()
                .ofMaxSize(25);
    }

    @Property(tries = 120)
    void a_view_is_what_the_daemon_is(@ForAll("events") List<Event> events, @ForAll("versions") String version)
            throws IOException {
        Path folder = Files.createTempDirectory("view");
        World world = new World(folder.resolve("s"), version);
        try (TailscaleClient client =
                        TailscaleClient.builder().socket(world.fake.socket()).build();
                NetworkView view = NetworkView.open(client)) {
            for (Event event : events) {
                event.happen(world);
            }
            assertThat(view.await(snapshot -> isLike(snapshot, world), SOON))
                    .as(() -> "within 10 s, but was " + view.snapshot() + " " + peersOf(view.snapshot()) + " for "
                            + world.state + " " + world.self + " " + world.peers)
                    .isPresent();
        } finally {
            world.fake.close();
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<String> versions() {
        return Arbitraries.of("1.92.5", "1.102.5", "1.104.0");
    }

    private static boolean isLike(NetworkSnapshot snapshot, World world) {
        String self = snapshot.self() == null ? "" : snapshot.self().id().value();
        return snapshot.current()
                && snapshot.state().wire().equals(world.state)
                && snapshot.prefs() != null
                && snapshot.prefs().shieldsUp() == world.shields
                && self.equals(world.loggedIn() ? world.self : "")
                && peersOf(snapshot).equals(world.loggedIn() ? world.peers : Map.of());
    }

    private static Map<String, String> peersOf(NetworkSnapshot snapshot) {
        return snapshot.peers().values().stream()
                .collect(Collectors.toMap(peer -> peer.id().value(), peer -> peer.hostName() + " " + peer.online()));
    }

    @Property(tries = 500)
    void a_persistent_map_is_a_map(@ForAll("steps") List<Integer> steps) {
        PersistentMap<Integer, Integer> map = PersistentMap.empty();
        Map<Integer, Integer> model = new HashMap<>();
        for (int step : steps) {
            PersistentMap<Integer, Integer> before = map;
            Map<Integer, Integer> beforeModel = Map.copyOf(model);
            int key = Math.abs(step) % 200 * 65537;
            if (step < 0) {
                map = map.minus(key);
                model.remove(key);
            } else {
                map = map.plus(key, step);
                model.put(key, step);
            }
            assertThat(before).isEqualTo(beforeModel);
        }
        assertThat(map).isEqualTo(model).hasSize(model.size());
        assertThat(PersistentMap.copyOf(model)).isEqualTo(map);
        for (int key = 0; key < 200; key++) {
            assertThat(map.get(key * 65537)).isEqualTo(model.get(key * 65537));
        }
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.integers().list().ofMaxSize(150);
    }
}
