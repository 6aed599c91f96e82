package run.leger.setec.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.NotFoundException;
import run.leger.setec.Refresh;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

final class DirectorySourceTest extends SecretSourceSuite {
    private static final SecretName A = SecretName.of("a");

    @TempDir
    Path temp;

    private Path folder() throws IOException {
        return Files.createDirectories(temp.resolve("mounted"));
    }

    @Override
    SecretSource open(Map<String, byte[]> secrets) throws IOException {
        for (Map.Entry<String, byte[]> each : secrets.entrySet()) {
            Path file = folder().resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
        Files.writeString(temp.resolve("db"), "planted outside");
        return DirectorySource.at(folder());
    }

    /** As the kubelet lays a volume out: the files are links through ..data, which is exchanged by a rename. */
    private void mount(String generation, String value) throws IOException {
        Path data = Files.createDirectories(folder().resolve("..2026_" + generation));
        Files.writeString(data.resolve("a"), value);
        Path fresh = Files.createSymbolicLink(folder().resolve("..data_tmp"), data.getFileName());
        Files.move(fresh, folder().resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (!Files.exists(folder().resolve("a"))) {
            Files.createSymbolicLink(folder().resolve("a"), Path.of("..data/a"));
        }
    }

    @Test
    void a_volume_of_kubernetes_is_read_and_its_rotation_is_seen() throws IOException {
        mount("01", "one");
        SecretSource source = DirectorySource.at(folder());
        SecretValue first = source.get(A);
        assertThat(text(first)).isEqualTo("one");
        assertThat(source.getIfChanged(A, first.version())).isInstanceOf(Refresh.Unchanged.class);
        mount("02", "two");
        assertThat(source.getIfChanged(A, first.version()))
                .isInstanceOfSatisfying(
                        Refresh.Changed.class,
                        changed -> assertThat(text(changed.secret())).isEqualTo("two"));
        assertThatThrownBy(() -> source.get(SecretName.of("..data/a"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> source.get(SecretName.of("..2026_01/a"))).isInstanceOf(NotFoundException.class);
    }

    /** Many file systems count time in steps of milliseconds, some of seconds: what is written within one step has the same times. */
    @Test
    void a_file_that_is_written_to_right_after_it_was_read_is_another_version() throws IOException {
        SecretSource source = DirectorySource.at(folder());
        Path file = folder().resolve("a");
        Files.writeString(file, "value-0000");
        for (int i = 1; i < 2000; i++) {
            SecretVersion held = source.get(A).version();
            String value = String.format("value-%04d", i);
            Files.writeString(file, value);
            assertThat(source.getIfChanged(A, held))
                    .isInstanceOfSatisfying(
                            Refresh.Changed.class,
                            changed -> assertThat(text(changed.secret())).isEqualTo(value));
            SecretVersion now = source.get(A).version();
            assertThat(source.getIfChanged(A, now)).isEqualTo(new Refresh.Unchanged(now));
        }
    }

    @Test
    void every_replacement_is_another_version_even_of_the_same_size_and_time() throws IOException {
        SecretSource source = DirectorySource.at(folder());
        Set<SecretVersion> versions = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Path fresh = Files.writeString(temp.resolve("fresh"), "value" + i % 10);
            Files.setLastModifiedTime(fresh, FileTime.fromMillis(1_700_000_000_000L));
            Files.move(fresh, folder().resolve("a"), StandardCopyOption.ATOMIC_MOVE);
            versions.add(source.get(A).version());
        }
        assertThat(versions).hasSize(100);
    }

    @Test
    void the_version_tells_nothing_of_the_value() throws IOException {
        SecretSource source = DirectorySource.at(folder());
        Files.writeString(folder().resolve("a"), "1234");
        Files.writeString(folder().resolve("b"), "1234");
        assertThat(source.get(A).version())
                .isNotEqualTo(source.get(SecretName.of("b")).version());
    }

    @Test
    void a_link_that_leads_out_is_not_followed_and_one_inside_is() throws IOException {
        Path outside = Files.writeString(temp.resolve("outside"), "planted");
        SecretSource source = DirectorySource.at(folder());
        Files.createSymbolicLink(folder().resolve("a"), outside);
        Files.createSymbolicLink(folder().resolve("up"), temp);
        Files.createSymbolicLink(folder().resolve("self"), folder());
        for (String name : new String[] {"a", "up/outside"}) {
            assertThatThrownBy(() -> source.get(SecretName.of(name)))
                    .isInstanceOf(UnreadableSourceException.class)
                    .hasMessageContaining("leads out")
                    .hasMessageNotContaining("planted");
        }
        Files.writeString(folder().resolve("b"), "inside");
        assertThat(text(source.get(SecretName.of("self/b")))).isEqualTo("inside");
        Path linked = Files.createSymbolicLink(temp.resolve("linked"), folder());
        assertThat(text(DirectorySource.at(linked).get(SecretName.of("b")))).isEqualTo("inside");
    }

    @ParameterizedTest
    @CsvSource({
        "'v\n', 'v'",
        "'v\r\n', 'v'",
        "'v\n\n', 'v\n'",
        "'\n', ''",
        "'', ''",
        "' v ', ' v '",
        "'\r\n', ''",
        "'v\r', 'v\r'"
    })
    void one_line_end_can_be_left_out(String content, String value) throws IOException {
        Files.writeString(folder().resolve("a"), content);
        assertThat(text(DirectorySource.at(folder()).get(A))).isEqualTo(content);
        assertThat(text(DirectorySource.at(folder()).withoutFinalNewline().get(A)))
                .isEqualTo(value);
    }

    @Test
    void a_value_has_a_bound() throws IOException {
        Files.write(folder().resolve("a"), new byte[1 << 20]);
        SecretSource source = DirectorySource.at(folder());
        assertThat(source.get(A).value().length()).isEqualTo(1 << 20);
        try (RandomAccessFile file = new RandomAccessFile(folder().resolve("a").toFile(), "rw")) {
            file.setLength(10L << 30);
        }
        assertThatThrownBy(() -> source.get(A))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageContaining("larger than");
    }

    @Test
    void what_cannot_be_read_is_told_apart_from_what_is_not_there() throws IOException {
        Path file = Files.writeString(folder().resolve("a"), "planted");
        assumeThat(Files.getAttribute(folder(), "unix:uid"))
                .as("root may read everything")
                .isNotEqualTo(0);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assertThatThrownBy(() -> DirectorySource.at(folder()).get(A))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageContaining("permission");
    }

    @Test
    void a_pipe_is_not_waited_for() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder().resolve("a").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThatThrownBy(() -> DirectorySource.at(folder()).get(A))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageContaining("ordinary");
    }

    @Test
    void without_a_folder_nothing_is_found_until_it_is_mounted() throws IOException {
        SecretSource source = DirectorySource.at(temp.resolve("later"));
        assertThatThrownBy(() -> source.get(A)).isInstanceOf(NotFoundException.class);
        Files.createDirectory(temp.resolve("later"));
        Files.writeString(temp.resolve("later/a"), "one");
        assertThat(text(source.get(A))).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/etc/hostname", "..", ".", "", "a/../../outside", "nul\0", "a//b"})
    void a_function_of_names_leads_nowhere_else_either(String path) throws IOException {
        Files.writeString(temp.resolve("outside"), "planted");
        Files.writeString(folder().resolve("a"), "one");
        SecretSource source = DirectorySource.at(folder()).fileNames(name -> path);
        assertThatThrownBy(() -> source.get(A)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void names_of_files_can_be_said() throws IOException {
        Files.writeString(folder().resolve("prod-db"), "one");
        SecretSource source = DirectorySource.at(folder()).fileNames(name -> name.replace('/', '-'));
        assertThat(text(source.get(SecretName.of("prod/db")))).isEqualTo("one");
    }

    @Test
    void credentials_of_systemd_are_found_by_their_flat_names() throws IOException {
        Files.writeString(folder().resolve("prod_db"), "one");
        DirectorySource source =
                DirectorySource.systemdCredentials(Map.of("CREDENTIALS_DIRECTORY", folder().toString()));
        assertThat(text(source.get(SecretName.of("prod/db")))).isEqualTo("one");
        assertThat(source.description()).isEqualTo("systemd credentials");
        DirectorySource none = DirectorySource.systemdCredentials(Map.of());
        assertThatThrownBy(() -> none.get(SecretName.of("prod/db")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("CREDENTIALS_DIRECTORY is not set");
    }
}
