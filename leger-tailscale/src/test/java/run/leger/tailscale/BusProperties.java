package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import run.leger.core.CallOptions;
import run.leger.core.Headers;
import run.leger.core.MalformedReplyException;
import run.leger.core.TransportResponse;

/** Whatever comes on the bus, each line is an event, and nothing but the library's own errors comes out. */
class BusProperties {
    /** Gives bytes in small pieces, as chunks do. */
    private static InputStream inPieces(byte[] bytes, int piece) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, piece));
            }
        };
    }

    private static List<BusEvent> events(byte[] bytes, int piece, long bound) {
        List<BusEvent> events = new ArrayList<>();
        try (TailscaleClient client = TailscaleClient.builder()
                        .transport((request, options) ->
                                new TransportResponse(200, Headers.none(), inPieces(bytes, piece)))
                        .build();
                Watch watch =
                        client.with(CallOptions.none().withMaxBodyBytes(bound)).watch(NotifyWatchOpt.of())) {
            assertThat(watch.next()).isEqualTo(new BusEvent.Opened(""));
            BusEvent event = watch.next();
            for (; !(event instanceof BusEvent.Gap); event = watch.next()) {
                events.add(event);
            }
            assertThat(((BusEvent.Gap) event).reason()).isEqualTo(BusEvent.Gap.Reason.ENDED);
            assertThat(watch.skipped())
                    .isEqualTo(events.stream()
                            .filter(BusEvent.Skipped.class::isInstance)
                            .count());
        }
        return events;
    }

    private static long lines(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .flatMap(line -> List.of(line.split("\n", -1)).stream())
                .filter(line -> !line.isEmpty())
                .count();
    }

    @Property(tries = 2000)
    void any_bytes_are_as_many_events_as_lines(@ForAll byte[] noise, @ForAll @IntRange(min = 1, max = 40) int piece) {
        byte[] bytes = new String(noise, StandardCharsets.ISO_8859_1)
                .replace('\r', 'r')
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(events(bytes, piece, 1 << 20)).hasSize((int) lines(bytes));
    }

    @Property(tries = 1000)
    void messages_survive_any_cutting_and_any_neighbour(
            @ForAll("lines") List<String> lines, @ForAll @IntRange(min = 1, max = 300) int piece) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        List<BusEvent> events = events(bytes, piece, 150);
        assertThat(events)
                .hasSize((int) lines.stream().filter(l -> !l.isEmpty()).count());
        int at = 0;
        for (String line : lines) {
            if (line.isEmpty()) {
                continue;
            }
            BusEvent event = events.get(at++);
            if (line.getBytes(StandardCharsets.UTF_8).length > 150) {
                assertThat(event).isInstanceOf(BusEvent.Skipped.class);
            } else if (line.startsWith("{\"State\"")) {
                assertThat(event.message().orElseThrow().raw()).hasToString(line);
            }
        }
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> good = Arbitraries.integers().map(n -> "{\"State\":" + n + "}");
        Arbitrary<String> long_ = Arbitraries.integers().between(100, 400).map("x"::repeat);
        Arbitrary<String> odd = Arbitraries.strings()
                .ofMaxLength(20)
                .map(text -> text.replace("\n", "").replace("\r", ""));
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(5, good),
                        net.jqwik.api.Tuple.of(1, long_),
                        net.jqwik.api.Tuple.of(2, odd))
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 3000)
    void a_message_is_read_or_malformed(@ForAll("documents") String document) {
        try {
            assertThat(Notify.parse(document).raw()).hasToString(document);
        } catch (MalformedReplyException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> value = Arbitraries.of(
                "null",
                "true",
                "0",
                "-1",
                "7",
                "1e400",
                "99999999999999999999",
                "{}",
                "[]",
                "[{}]",
                "[null]",
                "{\"x\":{}}",
                "{\"x\":null}",
                "\"\"",
                "\"1:2/3\"",
                "[1,2]",
                "{\"Warnings\":{\"x\":{\"Args\":{\"a\":\"b\"}}}}",
                "[{\"NodeID\":1,\"CapMap\":{\"a\":null}}]",
                "{\"Peers\":[{}],\"SelfNode\":{}}");
        Arbitrary<String> name = Arbitraries.of(
                "State",
                "Health",
                "PeersChanged",
                "PeersRemoved",
                "PeerChangedPatch",
                "PeerState",
                "UserProfiles",
                "NetMap",
                "SelfChange",
                "InitialStatus",
                "Engine",
                "IncomingFiles",
                "OutgoingFiles",
                "FilesWaiting",
                "Prefs",
                "ErrMessage",
                "Policy",
                "SuggestedExitNode");
        return Combinators.combine(name, value)
                .as((n, v) -> "\"" + n + "\":" + v)
                .list()
                .ofMaxSize(4)
                .map(members -> "{" + String.join(",", members) + "}");
    }
}
