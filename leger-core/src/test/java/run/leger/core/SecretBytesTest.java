package run.leger.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SecretBytesTest {
    private static SecretBytes secret(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return SecretBytes.copyOf(bytes);
    }

    @Test
    void the_same_bytes_are_equal_and_hashes_tell_nothing() {
        assertThat(secret(1, 2))
                .isEqualTo(secret(1, 2))
                .isNotEqualTo(secret(1, 3))
                .isNotEqualTo(secret(1));
        assertThat(secret(1, 2)).hasSameHashCodeAs(secret(9));
    }

    @Test
    void there_is_no_text_form() {
        assertThat(secret('p', 'w')).hasToString("SecretBytes(hidden)");
    }

    @Test
    void taking_wipes_what_was_given_and_copying_does_not() {
        byte[] taken = {1, 2};
        SecretBytes.take(taken);
        assertThat(taken).containsOnly(0);
        byte[] copied = {1, 2};
        SecretBytes.copyOf(copied);
        assertThat(copied).containsExactly(1, 2);
    }

    @Test
    void what_was_lent_is_wiped_also_after_a_failure() {
        AtomicReference<byte[]> lent = new AtomicReference<>();
        secret(1, 2).use(bytes -> {
            assertThat(bytes).containsExactly(1, 2);
            lent.set(bytes);
            return 0;
        });
        assertThat(lent.get()).containsOnly(0);
        assertThatThrownBy(() -> secret(3).use(bytes -> {
                    lent.set(bytes);
                    throw new IllegalArgumentException("ours");
                }))
                .hasMessage("ours");
        assertThat(lent.get()).containsOnly(0);
    }

    @Test
    void a_closed_secret_gives_nothing_and_equals_only_itself() {
        SecretBytes closed = secret(0, 0);
        closed.close();
        closed.close();
        assertThatThrownBy(closed::copy).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::length).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.use(bytes -> 0)).isInstanceOf(IllegalStateException.class);
        Object itself = closed;
        assertThat(closed.equals(itself)).isTrue();
        assertThat(closed).isNotEqualTo(secret(0, 0));
        assertThat(secret(0, 0)).isNotEqualTo(closed);
    }
}
