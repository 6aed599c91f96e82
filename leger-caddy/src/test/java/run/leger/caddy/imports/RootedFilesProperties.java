package run.leger.caddy.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** No pattern, however it is put together, brings what is outside. */
class RootedFilesProperties {
    private static @Nullable Path made;

    @BeforeContainer
    static void make() throws IOException {
        made = Files.createTempDirectory("imports");
        RootedFilesTest.tree(made);
    }

    private static Path shared() {
        return Objects.requireNonNull(made, "made before");
    }

    @AfterContainer
    static void remove() throws IOException {
        try (var all = Files.walk(shared())) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                        "..",
                        ".",
                        "/",
                        "//",
                        "*",
                        "?",
                        "a",
                        "out",
                        "outdir",
                        "secret",
                        "conf",
                        "root",
                        "root-twin",
                        "\\\\",
                        "[",
                        "]",
                        "\u0000",
                        "\u00e9",
                        "self",
                        "in",
                        "sub",
                        "o*",
                        "ROOT")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts)
                        .replace("ROOT", shared().resolve("root").toString()));
    }

    @Property(tries = 3000)
    void nothing_from_outside_comes_in(@ForAll("patterns") String pattern) throws IOException {
        try {
            assertThat(RootedFilesTest.expand(shared().resolve("root"), pattern))
                    .doesNotContain("secret");
        } catch (ImportException e) {
            assertThat(e.reason()).isNotEmpty();
        }
    }
}
