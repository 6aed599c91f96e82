package run.leger.caddy.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.caddy.syntax.SyntaxTree;

class RootedFilesTest {
    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void files() throws IOException {
        root = tree(directory);
    }

    /** Makes a root with files and links, some of which lead out. */
    static Path tree(Path directory) throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        Files.writeString(directory.resolve("secret"), "secret\n");
        Files.createDirectories(directory.resolve("root-twin"));
        Files.writeString(directory.resolve("root-twin/secret"), "secret\n");
        Files.createDirectories(root.resolve("conf/sub"));
        for (String name : List.of("Caddyfile", "a", "conf/b.conf", "conf/a.conf", "conf/.c.conf", "conf/sub/d")) {
            Files.writeString(root.resolve(name), "from-" + name.replaceAll("[^a-zA-Z]", "-") + "\n");
        }
        Files.createSymbolicLink(root.resolve("out"), directory.resolve("secret"));
        Files.createSymbolicLink(root.resolve("outdir"), directory);
        Files.createSymbolicLink(root.resolve("conf/in"), Path.of("../a"));
        Files.createSymbolicLink(root.resolve("self"), Path.of("self"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nothing"));
        return root;
    }

    static String expand(Path root, String pattern) throws IOException {
        SyntaxTree tree = SyntaxTree.parseTolerantly("Caddyfile", "a {\n\timport \"" + pattern + "\"\n}\n");
        return Expansion.of(tree, ImportResolver.within(root)).tree().print();
    }

    @ParameterizedTest
    @CsvSource({
        "a, from-a",
        "./conf/../a, from-a",
        "no-such-directory/../a, from-a",
        "conf/*.conf, from-conf-a-conf from-conf-b-conf",
        "conf/.*, from-conf--c-conf",
        "conf/?.conf, from-conf-a-conf from-conf-b-conf",
        "*onf/sub/d, from-conf-sub-d",
        "conf/in, from-a",
    })
    void files_below_the_root_are_found_as_caddy_does(String pattern, String lines) throws IOException {
        assertThat(expand(root, pattern)).isEqualTo("a {\n\t" + lines.replace(" ", "\n\t") + "\n}\n");
        if (!pattern.startsWith("no-such")) { // Nothing is taken away from an absolute path.
            assertThat(expand(root, root + "/" + pattern)).isEqualTo(expand(root, pattern));
        }
    }

    @Test
    void a_path_is_relative_to_the_file_that_imports() throws IOException {
        Files.writeString(root.resolve("conf/outer"), "import sub/d\nimport ../a\n");
        assertThat(expand(root, "conf/outer")).isEqualTo("a {\n\tfrom-conf-sub-d\n\tfrom-a\n}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "../nothing",
                "/etc/passwd",
                "/",
                "..",
                "../*",
                "/*",
                "out",
                "ou*",
                "outdir/secret",
                "outdir/*",
                "*/secret",
                "outdir/root-twin/secret",
                "../root-twin/secret",
                "conf/../../secret"
            })
    void what_leads_out_is_refused(String pattern) {
        assertThatThrownBy(() -> expand(root, pattern))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("Caddyfile:2:9: ")
                .hasMessageContaining(pattern.startsWith("ou") && !pattern.contains("dir") ? "out" : pattern)
                .hasMessageContaining("it leads out of " + root)
                .hasMessageNotContaining("secret\n");
    }

    @ParameterizedTest
    @CsvSource({
        "conf, is a directory",
        "self, ",
        "dangling, no such file or directory",
        "large, has more than 16777216 bytes",
        "nothing, File to import not found: nothing",
        "'a\0b', no file can have this name"
    })
    void what_is_no_file_is_refused(String pattern, String reason) throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(root.resolve("large").toFile(), "rw")) {
            large.setLength((16 << 20) + 1);
        }
        assertThatThrownBy(() -> expand(root, pattern))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(reason == null ? "" : reason);
    }

    @Test
    @Timeout(20)
    void a_named_pipe_is_not_waited_for() throws Exception {
        Path pipe = root.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(10, TimeUnit.SECONDS))
                .isTrue();
        assertThatThrownBy(() -> expand(root, "pipe"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("is not a regular file");
    }

    @Test
    void a_directory_that_looks_like_a_pattern_is_refused() throws IOException {
        Path odd = Files.createDirectories(root.resolve("o[d]d"));
        Files.writeString(odd.resolve("x"), "x\n");
        assertThatThrownBy(() -> expand(odd, "x"))
                .hasMessageContaining("takes the name of the importing file's directory");
    }

    @Test
    void a_root_behind_a_link_is_a_root() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), root);
        assertThat(expand(link, "a")).isEqualTo("a {\n\tfrom-a\n}\n");
        assertThat(expand(link, link + "/a")).isEqualTo("a {\n\tfrom-a\n}\n");
        assertThat(expand(link, root.toRealPath() + "/a")).isEqualTo("a {\n\tfrom-a\n}\n");
    }

    @Test
    void a_root_must_be_a_directory() {
        assertThatThrownBy(() -> ImportResolver.within(root.resolve("a"))).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> ImportResolver.within(root.resolve("none"))).isInstanceOf(IOException.class);
    }
}
