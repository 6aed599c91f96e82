package run.leger.setec.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import run.leger.core.SecretBytes;

/** What every cache does. */
abstract class SecretCacheSuite {
    /** Returns a cache with nothing in it. */
    abstract SecretCache cache();

    static SecretBytes bytes(String text) {
        return SecretBytes.copyOf(text.getBytes(UTF_8));
    }

    static String text(SecretCache cache) {
        try (SecretBytes document = cache.read().orElseThrow()) {
            return document.use(bytes -> new String(bytes, UTF_8));
        }
    }

    @Test
    void a_new_cache_has_nothing() {
        assertThat(cache().read()).isEmpty();
    }

    @Test
    void what_was_written_last_is_read_as_often_as_one_likes() {
        SecretCache cache = cache();
        try (SecretBytes first = bytes("{\"planted\":1}")) {
            cache.write(first);
            assertThat(first.length()).as("the writer's own is still open").isPositive();
        }
        assertThat(text(cache)).isEqualTo("{\"planted\":1}");
        cache.write(bytes("{}"));
        assertThat(text(cache)).isEqualTo("{}");
        assertThat(text(cache)).isEqualTo("{}");
    }

    @Test
    void bytes_of_every_value_come_back() {
        byte[] all = new byte[300_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 31 >> 3);
        }
        SecretCache cache = cache();
        cache.write(SecretBytes.copyOf(all));
        assertThat(cache.read())
                .hasValueSatisfying(read -> assertThat(read.copy()).isEqualTo(all));
    }

    @Test
    void it_says_what_it_is_and_not_what_it_holds() {
        SecretCache cache = cache();
        cache.write(bytes("planted"));
        assertThat(cache.description()).isNotBlank().doesNotContain("planted");
        assertThat(cache.toString()).doesNotContain("planted");
    }
}
