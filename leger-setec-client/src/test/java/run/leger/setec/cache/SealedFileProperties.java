package run.leger.setec.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import run.leger.core.SecretBytes;

@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
class SealedFileProperties {
    private Path folder;
    private SealingKey key;
    private Path path;

    @BeforeProperty
    void make() throws IOException {
        folder = Files.createTempDirectory("sealed");
        key = SealedFile.newKey(folder.resolve("key"));
        path = folder.resolve("file");
    }

    @AfterProperty
    void remove() throws IOException {
        Files.deleteIfExists(path);
        Files.delete(folder.resolve("key"));
        Files.delete(folder);
    }

    private SealedFile file() {
        return SealedFile.at(path, key, SealedFor.purpose("test"));
    }

    @Property(tries = 100)
    void whatever_was_sealed_comes_back(@ForAll byte[] content) {
        file().write(SecretBytes.copyOf(content));
        assertThat(file().read())
                .hasValueSatisfying(read -> assertThat(read.copy()).isEqualTo(content));
    }

    @Property(tries = 200)
    void a_changed_bit_is_noticed(@ForAll byte[] content, @ForAll @IntRange(max = 1 << 20) int where)
            throws IOException {
        file().write(SecretBytes.copyOf(content));
        byte[] sealed = Files.readAllBytes(path);
        sealed[where / 8 % sealed.length] ^= (byte) (1 << where % 8);
        Files.write(path, sealed);
        assertThatThrownBy(() -> file().read()).isInstanceOf(UntrustedFileException.class);
    }

    @Property(tries = 200)
    void a_cut_or_longer_file_is_noticed(@ForAll byte[] content, @ForAll @IntRange(max = 400) int length)
            throws IOException {
        file().write(SecretBytes.copyOf(content));
        byte[] sealed = Files.readAllBytes(path);
        if (length != sealed.length) {
            Files.write(path, Arrays.copyOf(sealed, length));
            assertThatThrownBy(() -> file().read()).isInstanceOf(UntrustedFileException.class);
        }
    }

    @Property
    void two_purposes_never_share_their_bytes(@ForAll String one, @ForAll String other) {
        Assume.that(!one.isBlank() && !other.isBlank());
        assertThat(Arrays.equals(
                        SealedFor.purpose(one).bytes(), SealedFor.purpose(other).bytes()))
                .isEqualTo(one.equals(other));
    }
}
