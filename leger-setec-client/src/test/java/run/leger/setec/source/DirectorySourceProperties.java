package run.leger.setec.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import run.leger.core.LegerException;
import run.leger.core.NotFoundException;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;

class DirectorySourceProperties {
    private Path temp;

    @BeforeProperty
    void make() throws IOException {
        temp = Files.createTempDirectory("mounted");
        Path folder = Files.createDirectories(temp.resolve("in/..data/d"));
        for (String inside : new String[] {"in/a", "in/..data/a", "in/..data/d/a"}) {
            Files.writeString(temp.resolve(inside), "inside");
        }
        Files.createSymbolicLink(temp.resolve("in/d"), Path.of("..data/d"));
        Files.createSymbolicLink(temp.resolve("in/up"), temp);
        for (String outside : new String[] {"a", "d", "..a"}) {
            Files.writeString(temp.resolve(outside), "outside");
        }
        assertThat(folder).exists();
    }

    @AfterProperty
    void remove() throws IOException {
        try (var all = Files.walk(temp)) {
            for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Property(tries = 3_000)
    void no_name_reads_a_file_outside_of_the_folder(@ForAll("names") String name) {
        try (SecretValue value = DirectorySource.at(temp.resolve("in")).get(SecretName.lenient(name))) {
            assertThat(new String(value.value().copy(), UTF_8)).isEqualTo("inside");
        } catch (NotFoundException | UnreadableSourceException e) {
            assertThat(e).hasMessageNotContaining("outside");
        }
    }

    @Property(tries = 1_000)
    void any_text_is_a_name_of_something_or_of_nothing(@ForAll("texts") String name) {
        try (SecretValue value = DirectorySource.at(temp.resolve("in")).get(SecretName.lenient(name))) {
            assertThat(new String(value.value().copy(), UTF_8)).isEqualTo("inside");
        } catch (LegerException e) {
            assertThat(e.getMessage().lines()).hasSize(1);
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                        "a", "d", "up", "in", "..", ".", "", "..data", "..a", "/", "//", "\0", "\\", "%2e%2e", "\u2215",
                        " ")
                .list()
                .ofMaxSize(8)
                .flatMap(parts -> Arbitraries.of("/", "", "//", "/../").map(by -> String.join(by, parts)));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().filter(text -> {
            try {
                SecretName.lenient(text);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        });
    }
}
