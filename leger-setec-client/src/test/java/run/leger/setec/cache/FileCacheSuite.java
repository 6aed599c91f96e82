package run.leger.setec.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.FileFailedException;

/** What every cache in a file does. */
abstract class FileCacheSuite extends SecretCacheSuite {
    @TempDir
    Path folder;

    abstract SecretCache at(Path path);

    @Override
    SecretCache cache() {
        return at(path());
    }

    Path path() {
        return folder.resolve("made/for it/cache");
    }

    static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void folder_and_file_are_for_this_user_alone_even_if_the_file_was_laxer() throws IOException {
        SecretCache cache = cache();
        cache.write(bytes("one"));
        assertThat(mode(path().getParent())).isEqualTo("rwx------");
        assertThat(mode(path())).isEqualTo("rw-------");
        mode(path(), "rw-rw-rw-");
        cache.write(bytes("two"));
        assertThat(mode(path())).isEqualTo("rw-------");
        assertThat(text(cache)).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-------x"})
    void a_file_that_others_may_use_is_not_believed(String mode) throws IOException {
        SecretCache cache = cache();
        cache.write(bytes("planted"));
        mode(path(), mode.substring(0, 9));
        if (mode(path()).equals("rw-------")) {
            mode(path(), "rw------x");
        }
        assertThatThrownBy(cache::read)
                .isInstanceOf(ExposedFileException.class)
                .hasMessageContaining(path().toString())
                .hasMessageNotContaining("planted");
    }

    @Test
    void the_remedy_for_an_exposed_file_is_true() throws IOException {
        SecretCache cache = cache();
        cache.write(bytes("one"));
        mode(path(), "rw-r--r--");
        assertThatThrownBy(cache::read)
                .isInstanceOfSatisfying(
                        ExposedFileException.class,
                        e -> assertThat(e.remedy())
                                .hasValueSatisfying(r -> assertThat(r).contains("chmod 600 " + path())));
        mode(path(), "rw-------");
        assertThat(text(cache)).isEqualTo("one");
    }

    @Test
    void a_file_of_another_user_is_not_believed() throws IOException {
        assumeThat(Files.getAttribute(folder, "unix:uid"))
                .as("only root can give files away")
                .isEqualTo(0);
        SecretCache cache = cache();
        cache.write(bytes("planted"));
        Files.setAttribute(path(), "unix:uid", 65534);
        assertThatThrownBy(cache::read).isInstanceOf(ExposedFileException.class).hasMessageContaining("belongs to");
    }

    @Test
    void what_is_no_ordinary_file_is_neither_read_nor_replaced() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "kept");
        mode(other, "rw-------");
        SecretCache cache = cache();
        Files.createDirectories(path().getParent());
        Files.createSymbolicLink(path(), other);
        assertThatThrownBy(cache::read).isInstanceOf(ExposedFileException.class).hasMessageContaining("symbolic link");
        assertThatThrownBy(() -> cache.write(bytes("new"))).isInstanceOf(ExposedFileException.class);
        assertThat(other).hasContent("kept");
        Files.delete(path());
        Files.createDirectory(path());
        assertThatThrownBy(cache::read).isInstanceOf(ExposedFileException.class);
        assertThatThrownBy(() -> cache.write(bytes("new"))).isInstanceOf(ExposedFileException.class);
    }

    @Test
    void an_enormous_file_is_refused_before_it_is_read() throws IOException {
        SecretCache cache = cache();
        cache.write(bytes("one"));
        try (RandomAccessFile file = new RandomAccessFile(path().toFile(), "rw")) {
            file.setLength(10L << 30);
        }
        assertThatThrownBy(cache::read).isInstanceOf(DamagedFileException.class).hasMessageContaining("larger than");
    }

    @Test
    void what_a_killed_process_left_long_ago_is_removed_and_nothing_else() throws IOException {
        Files.createDirectories(path().getParent());
        Path left = Files.writeString(path().resolveSibling(".cache." + UUID.randomUUID() + ".tmp"), "x");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(2, ChronoUnit.HOURS)));
        Path atWork = Files.writeString(path().resolveSibling(".cache." + UUID.randomUUID() + ".tmp"), "x");
        Path foreign = Files.writeString(path().resolveSibling(".cache.mine.tmp"), "x");
        Files.setLastModifiedTime(foreign, FileTime.from(Instant.EPOCH));
        cache().write(bytes("one"));
        assertThat(left).doesNotExist();
        assertThat(atWork).exists();
        assertThat(foreign).exists();
    }

    @Test
    void a_folder_that_cannot_be_made_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> at(file.resolve("below/cache")).write(bytes("x")))
                .isInstanceOf(FileFailedException.class);
    }
}
