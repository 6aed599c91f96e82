package run.leger.tailscale.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class LockTextProperties {
    @Property
    void a_hash_has_two_texts_and_one_meaning(@ForAll @Size(32) byte[] hash) {
        String hex = HexFormat.of().formatHex(hash);
        AumHash value = AumHash.of(hex);
        assertThat(value.value()).hasSize(52).matches("[A-Z2-7]+");
        assertThat(value.hex()).isEqualTo(hex);
        assertThat(AumHash.of(value.value())).isEqualTo(value);
        assertThat(value.isNone()).isEqualTo(hex.matches("0+"));
    }

    @Property
    void a_hash_is_read_from_the_numbers_that_go_writes(@ForAll @Size(32) byte[] hash) {
        StringBuilder numbers = new StringBuilder();
        for (byte b : hash) {
            numbers.append(numbers.isEmpty() ? "" : ",").append(b & 0xff);
        }
        assertThat(TailnetLockStatus.parse("{\"Head\":[" + numbers + "]}").head())
                .isEqualTo(AumHash.of(HexFormat.of().formatHex(hash)));
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
