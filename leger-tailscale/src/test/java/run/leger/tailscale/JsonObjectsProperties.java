package run.leger.tailscale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.core.MalformedReplyException;
import run.leger.core.ReplyTooLargeException;

class JsonObjectsProperties {
    private static final int BOUND = 500;

    /** Hands out the bytes in pieces of its own choice, as chunks of a connection come. */
    private static final class Pieces extends InputStream {
        private final ByteArrayInputStream bytes;
        private final Random random;

        Pieces(byte[] bytes, long seed) {
            this.bytes = new ByteArrayInputStream(bytes);
            random = new Random(seed);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return bytes.read(into, from, Math.min(length, 1 + random.nextInt(7)));
        }
    }

    private static JsonObjects of(byte[] bytes, long seed) {
        return new JsonObjects(new Pieces(bytes, seed), BOUND, "GET x");
    }

    @Provide
    Arbitrary<List<String>> events() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars('{', '}', '[', ']', '"', '\\', ' ', '\n', 'a', '\u00e4')
                .ofMaxLength(12)
                .map(raw ->
                        "\"" + raw.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"");
        Arbitrary<String> value = Arbitraries.oneOf(
                text, Arbitraries.of("1", "null", "{}", "[]", "[{\"}\":[[]]}]"), text.map(t -> "{\"x\":[" + t + "]}"));
        return Combinators.combine(text, value)
                .as((n, v) -> "{" + n + ": " + v + "}")
                .list()
                .ofMaxSize(6);
    }

    @Property
    void any_split_into_chunks_gives_the_same_objects(
            @ForAll("events") List<String> events, @ForAll long seed, @ForAll boolean lines) throws IOException {
        byte[] bytes = String.join(lines ? "\r\n\t " : "", events).getBytes(UTF_8);
        JsonObjects objects = of(bytes, seed);
        List<String> found = new ArrayList<>();
        for (Optional<byte[]> next = objects.next(); next.isPresent(); next = objects.next()) {
            found.add(new String(next.get(), UTF_8));
        }
        assertThat(found).isEqualTo(events);
    }

    @Property
    void garbage_ends_or_is_refused_and_is_never_read_without_end(@ForAll byte[] garbage, @ForAll long seed)
            throws IOException {
        JsonObjects objects = of(garbage, seed);
        try {
            int taken = 0;
            for (Optional<byte[]> next = objects.next(); next.isPresent(); next = objects.next()) {
                taken += next.get().length;
                assertThat(taken).isLessThanOrEqualTo(garbage.length);
            }
        } catch (MalformedReplyException e) {
            assertThatThrownBy(objects::next).isSameAs(e);
        }
    }

    @Property(tries = 100)
    void what_is_cut_off_is_no_object(@ForAll("events") List<String> events, @ForAll long seed) throws IOException {
        for (String event : events) {
            byte[] bytes = event.getBytes(UTF_8);
            assertThat(of(java.util.Arrays.copyOf(bytes, bytes.length - 1), seed)
                            .next())
                    .isEmpty();
        }
    }

    @Example
    void an_object_without_end_is_given_up_at_the_bound() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '{';
            }
        };
        JsonObjects objects = new JsonObjects(endless, 1 << 20, "GET x");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(objects::next).isInstanceOf(ReplyTooLargeException.class);
        }
    }
}
