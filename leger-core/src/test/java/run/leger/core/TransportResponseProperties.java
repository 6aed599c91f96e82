package run.leger.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@SuppressWarnings("ReferenceEquality") // which array it is, is the question
final class TransportResponseProperties {
    /** Hands out a few bytes a time, and remembers where it put them. */
    private static final class Dribble extends InputStream {
        private final ByteArrayInputStream body;
        private final int most;
        final List<byte[]> places = new ArrayList<>();

        Dribble(byte[] body, int most) {
            this.body = new ByteArrayInputStream(body);
            this.most = most;
        }

        @Override
        public int read() {
            return body.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (places.isEmpty() || places.get(places.size() - 1) != bytes) {
                places.add(bytes);
            }
            return body.read(bytes, offset, Math.min(length, most));
        }
    }

    private static byte[] body(int size) {
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        return body;
    }

    private static byte[] read(InputStream body, String length) {
        return new TransportResponse(200, Headers.of("Content-Length", length), body).readAll();
    }

    @Property(tries = 300)
    void a_body_is_read_whole_whatever_its_length_was_said_to_be(
            @ForAll @IntRange(max = 300_000) int size,
            @ForAll @IntRange(min = 1, max = 100_000) int most,
            @ForAll @IntRange(min = -1, max = 400_000) int declared) {
        Dribble body = new Dribble(body(size), most);
        assertThat(read(body, Integer.toString(declared))).isEqualTo(body(size));
    }

    @Property(tries = 100)
    void of_a_secret_one_copy_is_left(
            @ForAll @IntRange(min = 1, max = 300_000) int size,
            @ForAll @IntRange(min = -1, max = 400_000) int declared) {
        Dribble body = new Dribble(body(size), 10_000);
        byte[] all = read(body, Integer.toString(declared));
        for (byte[] place : body.places) {
            assertThat(place == all || Arrays.equals(place, new byte[place.length]))
                    .isTrue();
        }
    }
}
