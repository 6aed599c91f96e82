package run.leger.tailscale.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class LockTextProperties {
    private static String hex(String base32) {
        BigInteger bits = BigInteger.ZERO;
        for (char c : base32.toCharArray()) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c)));
        }
        return String.format("%064x", bits.shiftRight(4));
    }

    @Property
    void a_hash_is_read_from_the_numbers_that_go_writes(@ForAll @Size(32) byte[] hash) {
        StringBuilder numbers = new StringBuilder();
        for (byte b : hash) {
            numbers.append(numbers.isEmpty() ? "" : ",").append(b & 0xff);
        }
        AumHash value = TailnetLockStatus.parse("{\"Head\":[" + numbers + "]}").head();
        assertThat(value.value()).hasSize(52).matches("[A-Z2-7]+");
        assertThat(hex(value.value())).isEqualTo(HexFormat.of().formatHex(hash));
        assertThat(AumHash.of(value.value())).isEqualTo(value);
        assertThat(value.isNone()).isEqualTo(Arrays.equals(hash, new byte[32]));
    }

    @Property
    void other_text_is_no_hash_and_no_key(@ForAll String text) {
        assertThatThrownBy(() -> AumHash.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TailnetLockKey.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TailnetLockKey(text).bytes()).isInstanceOf(IllegalStateException.class);
    }

    @Property
    void a_key_has_two_texts_and_one_meaning(@ForAll @Size(32) byte[] key) {
        String hex = HexFormat.of().formatHex(key);
        TailnetLockKey value = TailnetLockKey.of("tlpub:" + hex);
        assertThat(value).isEqualTo(TailnetLockKey.of("nlpub:" + hex));
        assertThat(value.bytes()).isEqualTo(key);
        assertThat(value.commandForm()).isEqualTo("tlpub:" + hex);
        assertThat(value.isNone()).isEqualTo(hex.matches("0+"));
    }
}
