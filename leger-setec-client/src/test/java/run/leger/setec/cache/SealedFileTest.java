package run.leger.setec.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.FileFailedException;
import run.leger.core.SecretBytes;

final class SealedFileTest extends FileCacheSuite {
    private static final SealedFor PURPOSE = SealedFor.server("secrets", URI.create("https://setec.example.ts.net"));

    private SealingKey key;
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");

    @BeforeEach
    void makeKey() {
        key = SealedFile.newKey(folder.resolve("keys/cache.key"));
    }

    @Override
    SealedFile at(Path path) {
        return SealedFile.at(path, key, PURPOSE, () -> now);
    }

    @Test
    void nothing_of_it_can_be_read_on_the_disk() throws IOException {
        cache().write(bytes("planted value"));
        assertThat(new String(Files.readAllBytes(path()), ISO_8859_1)).doesNotContain("planted");
        byte[] first = Files.readAllBytes(path());
        cache().write(bytes("planted value"));
        assertThat(Files.readAllBytes(path())).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example.ts.net",
                "http://setec.example.ts.net",
                "https://setec.example.ts.net:444",
                "https://setec.example.ts.net/sub"
            })
    void a_file_of_another_server_is_foreign(String server) {
        cache().write(bytes("planted"));
        SealedFile other = SealedFile.at(path(), key, SealedFor.server("secrets", URI.create(server)));
        assertThatThrownBy(other::read).isInstanceOf(ForeignFileException.class).hasMessageContaining("server");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://setec.example.ts.net/",
                "HTTPS://Setec.Example.ts.net",
                "https://setec.example.ts.net:443"
            })
    void the_same_server_may_be_spelt_differently(String server) {
        cache().write(bytes("one"));
        assertThat(text(SealedFile.at(path(), key, SealedFor.server("secrets", URI.create(server)))))
                .isEqualTo("one");
    }

    @Test
    void a_file_of_another_purpose_is_foreign() throws IOException {
        SealedFile state = SealedFile.at(folder.resolve("state"), key, SealedFor.purpose("device state"));
        state.write(bytes("planted"));
        cache().write(bytes("one"));
        Files.copy(folder.resolve("state"), path(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        mode(path(), "rw-------");
        assertThatThrownBy(() -> cache().read()).isInstanceOf(ForeignFileException.class);
        assertThat(text(state)).isEqualTo("planted");
    }

    /** Forging the digest that is in clear gains nothing: the purpose itself is bound by the seal. */
    @Test
    void a_foreign_file_with_the_right_head_is_damaged() throws IOException {
        cache().write(bytes("one"));
        byte[] head = Files.readAllBytes(path());
        SealedFile.at(path(), key, SealedFor.purpose("secrets")).write(bytes("two"));
        byte[] file = Files.readAllBytes(path());
        System.arraycopy(head, 0, file, 0, 24);
        Files.write(path(), file);
        assertThatThrownBy(() -> cache().read()).isInstanceOf(DamagedFileException.class);
    }

    @Test
    void a_file_of_another_key_is_foreign_and_of_a_replaced_one_too() {
        cache().write(bytes("planted"));
        SealingKey other = SealedFile.newKey(folder.resolve("keys/other.key"));
        assertThatThrownBy(() -> SealedFile.at(path(), other, PURPOSE).read())
                .isInstanceOf(ForeignFileException.class)
                .hasMessageContaining("key");
    }

    @Test
    void any_byte_string_but_a_sealed_file_is_damaged() throws IOException {
        cache().write(bytes("one"));
        for (String content : new String[] {"", "{}", "LEGERSF", "LEGERSF\1", "LEGERSF\2xxxxxxxxxxxxxxxxxxxxxxxx"}) {
            Files.write(path(), content.getBytes(ISO_8859_1));
            assertThatThrownBy(() -> cache().read()).isInstanceOf(DamagedFileException.class);
        }
    }

    @Test
    void an_old_file_is_not_believed_and_one_from_the_future_is() {
        SealedFile young = at(path()).maxAge(Duration.ofDays(30));
        young.write(bytes("one"));
        now = now.plus(Duration.ofDays(30));
        assertThat(text(young)).isEqualTo("one");
        now = now.plusMillis(1);
        assertThatThrownBy(young::read).isInstanceOf(ExpiredFileException.class);
        assertThat(text(at(path()))).isEqualTo("one");
        now = Instant.EPOCH;
        assertThat(text(young)).isEqualTo("one");
        assertThatThrownBy(() -> young.maxAge(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_old_file_that_was_put_back_is_noticed_by_the_counter() throws IOException {
        SealedFile guarded = at(path()).counter(folder.resolve("keys/counter"));
        assertThat(guarded.read()).isEmpty();
        guarded.write(bytes("one"));
        byte[] old = Files.readAllBytes(path());
        guarded.write(bytes("two"));
        assertThat(text(guarded)).isEqualTo("two");
        assertThat(folder.resolve("keys/counter")).hasContent("2\n");
        assertThat(mode(folder.resolve("keys/counter"))).isEqualTo("rw-------");
        Files.write(path(), old);
        assertThatThrownBy(guarded::read).isInstanceOf(ReplayedFileException.class);
        assertThat(text(at(path()))).as("nothing notices without the counter").isEqualTo("one");
        guarded.write(bytes("three"));
        assertThat(text(guarded)).isEqualTo("three");
    }

    @Test
    void a_file_that_is_newer_than_the_counter_is_what_a_crash_leaves_and_is_believed() throws IOException {
        SealedFile guarded = at(path()).counter(folder.resolve("counter"));
        guarded.write(bytes("one"));
        guarded.write(bytes("two"));
        Files.writeString(folder.resolve("counter"), "1\n");
        assertThat(text(guarded)).isEqualTo("two");
    }

    @Test
    void a_counter_that_is_none_is_told() throws IOException {
        SealedFile guarded = at(path()).counter(folder.resolve("counter"));
        guarded.write(bytes("one"));
        Files.writeString(folder.resolve("counter"), "many\n");
        assertThatThrownBy(guarded::read)
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining(folder.resolve("counter").toString());
        assertThatThrownBy(() -> guarded.write(bytes("two"))).isInstanceOf(DamagedFileException.class);
    }

    @Test
    void a_key_is_never_replaced() throws IOException {
        assertThat(mode(folder.resolve("keys/cache.key"))).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("keys"))).isEqualTo("rwx------");
        byte[] before = Files.readAllBytes(folder.resolve("keys/cache.key"));
        assertThatThrownBy(() -> SealedFile.newKey(folder.resolve("keys/cache.key")))
                .isInstanceOf(FileFailedException.class)
                .hasMessageContaining("already");
        assertThat(Files.readAllBytes(folder.resolve("keys/cache.key"))).isEqualTo(before);
    }

    @Test
    void a_key_that_is_missing_exposed_or_none_is_told_and_never_quoted() throws IOException {
        cache().write(bytes("one"));
        Path file = folder.resolve("keys/cache.key");
        mode(file, "rw-r-----");
        assertThatThrownBy(() -> cache().read())
                .isInstanceOf(SealingKeyException.class)
                .hasMessageContaining("others");
        mode(file, "rw-------");
        Files.writeString(file, "planted, no key");
        assertThatThrownBy(() -> cache().write(bytes("two")))
                .isInstanceOf(SealingKeyException.class)
                .hasMessageNotContaining("planted")
                .hasNoCause();
        Files.delete(file);
        assertThatThrownBy(() -> cache().read())
                .isInstanceOfSatisfying(
                        SealingKeyException.class,
                        e -> assertThat(e.remedy())
                                .hasValueSatisfying(r -> assertThat(r).contains("newKey")));
    }

    @Test
    void a_key_may_come_from_a_credential_or_from_anywhere() throws IOException {
        cache().write(bytes("one"));
        Path file = folder.resolve("keys/cache.key");
        // systemd's own modes differ; the folder is what it guards.
        mode(file, "r--r-----");
        Map<String, String> service =
                Map.of("CREDENTIALS_DIRECTORY", folder.resolve("keys").toString());
        assertThat(text(SealedFile.at(path(), SealingKey.credential("cache.key", service), PURPOSE)))
                .isEqualTo("one");
        assertThatThrownBy(() -> SealedFile.at(path(), SealingKey.credential("none", service), PURPOSE)
                        .read())
                .isInstanceOf(SealingKeyException.class);
        assertThatThrownBy(() -> SealedFile.at(path(), SealingKey.credential("x", Map.of()), PURPOSE)
                        .read())
                .isInstanceOf(SealingKeyException.class)
                .hasMessageContaining("CREDENTIALS_DIRECTORY");
        byte[] keyset = Files.readAllBytes(file);
        SecretBytes[] lent = new SecretBytes[1];
        SealingKey supplied = SealingKey.from("a test", () -> lent[0] = SecretBytes.copyOf(keyset));
        assertThat(text(SealedFile.at(path(), supplied, PURPOSE))).isEqualTo("one");
        assertThatThrownBy(() -> lent[0].length()).as("closed after use").isInstanceOf(IllegalStateException.class);
        assertThat(supplied.toString()).isEqualTo("SealingKey(a test)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../key", "/etc/passwd", "a/b", "nul\0"})
    void a_credential_has_no_path(String name) {
        assertThatThrownBy(() -> SealingKey.credential(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_purpose_is_said() {
        assertThatThrownBy(() -> SealedFor.purpose(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
