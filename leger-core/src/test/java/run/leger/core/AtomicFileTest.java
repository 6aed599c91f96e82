package run.leger.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final int SIZE = 1 << 18;

    @TempDir
    Path folder;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void onlyNames(String... names) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void a_secret_file_is_its_owners_alone_and_a_readable_one_is_not() throws IOException {
        AtomicFile.secret(folder.resolve("s")).replace(utf8("x"));
        AtomicFile.readable(folder.resolve("r")).replace(utf8("x"));
        assertThat(mode(folder.resolve("s"))).isEqualTo(AtomicFile.SECRET);
        assertThat(mode(folder.resolve("r"))).isEqualTo(AtomicFile.PUBLIC);
        onlyNames("s", "r");
    }

    @Test
    void a_name_may_be_as_long_as_a_file_may_have() throws IOException {
        String[] names = {"x".repeat(214), "y".repeat(255), "\u00e4".repeat(127), "\ud83d\ude00".repeat(63) + "abc"};
        for (String name : names) {
            AtomicFile.secret(folder.resolve(name)).replace(utf8("one"));
            AtomicFile.secret(folder.resolve(name)).replace(utf8("two"));
            assertThat(folder.resolve(name)).hasContent("two");
        }
        onlyNames(names);
    }

    @Test
    void the_previous_content_is_kept_and_put_back() throws IOException {
        AtomicFile file = AtomicFile.secret(folder.resolve("f"));
        assertThat(file.read()).isEmpty();
        assertThat(file.restorePrevious()).isFalse();
        file.replaceKeepingPrevious(utf8("one"));
        file.replaceKeepingPrevious(utf8("two"));
        file.replaceKeepingPrevious(utf8("two"));
        assertThat(Files.readString(file.previousPath())).isEqualTo("one");
        assertThat(mode(file.previousPath())).isEqualTo(AtomicFile.SECRET);
        assertThat(file.restorePrevious()).isTrue();
        assertThat(file.read())
                .hasValueSatisfying(content -> assertThat(content).asString().isEqualTo("one"));
        onlyNames("f", "f.previous");
    }

    @Test
    void staged_content_is_put_in_place_by_a_commit_and_gone_without_one() throws IOException {
        AtomicFile file = AtomicFile.readable(folder.resolve("f"));
        file.replace(utf8("one"));
        try (AtomicFile.Staged staged = file.stage(utf8("two"))) {
            assertThat(staged).isNotNull();
            assertThat(folder.resolve("f")).hasContent("one");
        }
        onlyNames("f");
        try (AtomicFile.Staged staged = file.stage(utf8("two"))) {
            staged.commit();
        }
        assertThat(folder.resolve("f")).hasContent("two");
        assertThat(file.previousPath()).hasContent("one");
        onlyNames("f", "f.previous");
        try (AtomicFile.Staged staged = file.stage(utf8("three"))) {
            Files.delete(folder.resolve("f"));
            Files.createDirectories(folder.resolve("f").resolve("in the way"));
            assertThatThrownBy(staged::commit).isInstanceOf(FileFailedException.class);
        }
        onlyNames("f", "f.previous");
    }

    @Test
    void a_file_of_others_keeps_its_mode_and_a_new_one_is_readable() throws IOException {
        AtomicFile file = AtomicFile.likeBefore(folder.resolve("f"));
        file.replace(utf8("one"));
        assertThat(mode(folder.resolve("f"))).isEqualTo(AtomicFile.PUBLIC);
        Files.setPosixFilePermissions(folder.resolve("f"), PosixFilePermissions.fromString("rw-r-----"));
        file.replaceKeepingPrevious(utf8("two"));
        assertThat(mode(folder.resolve("f"))).isEqualTo("rw-r-----");
        assertThat(mode(file.previousPath())).isEqualTo("rw-r-----");
        onlyNames("f", "f.previous");
    }

    @Test
    void a_stream_replaces_the_content_whole_or_not_at_all() throws IOException {
        AtomicFile file = AtomicFile.secret(folder.resolve("f"));
        byte[] large = new byte[SIZE + 1];
        new Random(1).nextBytes(large);
        file.replace(new ByteArrayInputStream(large));
        assertThat(folder.resolve("f")).hasBinaryContent(large);
        assertThat(mode(folder.resolve("f"))).isEqualTo(AtomicFile.SECRET);
        for (RuntimeException unchecked : new RuntimeException[] {new IllegalStateException("x"), null}) {
            InputStream broken = new ByteArrayInputStream(new byte[10]) {
                @Override
                public int read(byte[] piece) throws IOException {
                    if (available() > 0) {
                        return super.read(piece);
                    }
                    if (unchecked != null) {
                        throw unchecked;
                    }
                    throw new IOException("the stream's own");
                }
            };
            assertThatThrownBy(() -> file.replace(broken))
                    .isInstanceOf(unchecked == null ? UncheckedIOException.class : IllegalStateException.class);
        }
        assertThat(folder.resolve("f")).hasBinaryContent(large);
        onlyNames("f");
    }

    @Test
    void a_link_is_followed() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
        AtomicFile.readable(link).replace(utf8("new"));
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void a_directory_or_a_loop_of_links_is_not_replaced() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("d"));
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        for (Path path : new Path[] {directory, loop}) {
            assertThatThrownBy(() -> AtomicFile.secret(path).replace(utf8("x")))
                    .isInstanceOf(FileFailedException.class)
                    .hasMessageContaining("not an ordinary file");
        }
        onlyNames("d", "loop");
    }

    @Test
    void a_previous_that_cannot_be_kept_leaves_the_old_content() throws IOException {
        AtomicFile file = AtomicFile.secret(folder.resolve("f"));
        file.replace(utf8("old"));
        Files.createDirectory(file.previousPath());
        assertThatThrownBy(() -> file.replaceKeepingPrevious(utf8("new"))).isInstanceOf(FileFailedException.class);
        assertThat(file.path()).hasContent("old");
        onlyNames("f", "f.previous");
    }

    @Test
    void a_folder_that_cannot_be_forced_to_the_disk_leaves_the_old_content() throws Exception {
        Path shut = Files.createDirectory(folder.resolve("shut"));
        Path file = Files.writeString(shut.resolve("f"), "old");
        // Root passes every permission, unless it gives that capability up.
        boolean root = Files.getAttribute(folder, "unix:uid").equals(0);
        List<String> command =
                new ArrayList<>(root ? List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all") : List.of());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ReplaceOnce.class.getName(),
                file.toString()));
        Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("-wx------"));
        try {
            Process child =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).contains("permission denied");
        } finally {
            Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("rwx------"));
        }
        assertThat(file).hasContent("old");
        assertThat(shut).isDirectoryNotContaining("glob:**.tmp");
    }

    /** Replaces a file in a process of its own. */
    static final class ReplaceOnce {
        private ReplaceOnce() {}

        public static void main(String[] args) {
            try {
                AtomicFile.secret(Path.of(args[0])).replace("new".getBytes(StandardCharsets.UTF_8));
                System.out.println("replaced");
            } catch (FileFailedException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void a_missing_folder_is_named() {
        assertThatThrownBy(() -> AtomicFile.secret(folder.resolve("no/f")).replace(utf8("x")))
                .isInstanceOf(FileFailedException.class)
                .hasMessageContaining("its folder does not exist");
    }

    @Test
    void an_interrupt_leaves_the_old_content_and_says_so() throws IOException {
        AtomicFile file = AtomicFile.secret(folder.resolve("f"));
        file.replace(utf8("old"));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> file.replace(utf8("new"))).hasMessageContaining("the thread was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file.path()).hasContent("old");
        onlyNames("f");
    }

    @Test
    void a_process_killed_at_any_moment_leaves_the_old_or_the_new_content() throws Exception {
        Random random = new Random(7);
        AtomicFile file = AtomicFile.secret(folder.resolve("f"));
        file.replace(new byte[SIZE]);
        for (int round = 0; round < 8; round++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xshare:auto",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Replacer.class.getName(),
                            file.path().toString())
                    .start();
            try (InputStream said = child.getInputStream()) {
                int wait = random.nextInt(40);
                for (int i = 0; i <= wait; i++) {
                    assertThat(said.read()).isEqualTo('.');
                }
            } finally {
                child.destroyForcibly();
            }
            assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
            byte[] content = file.read().orElseThrow();
            assertThat(content).hasSize(SIZE).containsOnly(content[0]);
            assertThat(mode(file.path())).isEqualTo(AtomicFile.SECRET);
        }
    }

    /** Replaces until it is killed: each content is one byte, many times. */
    static final class Replacer {
        private Replacer() {}

        public static void main(String[] args) {
            AtomicFile file = AtomicFile.secret(Path.of(args[0]));
            for (int i = 0; i < 100_000; i++) {
                byte[] content = new byte[SIZE];
                java.util.Arrays.fill(content, (byte) i);
                file.replace(content);
                System.out.write('.');
                System.out.flush();
            }
        }
    }
}
