package run.leger.setec.source;

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

class FileSourceProperties {
    private Path file;

    @BeforeProperty
    void make() throws IOException {
        file = Files.createTempFile("secrets", ".json");
    }

    @AfterProperty
    void remove() throws IOException {
        Files.delete(file);
    }

    private void readOrTell(byte[] content) throws IOException {
        Files.write(file, content);
        try (FileSource source = FileSource.read(file)) {
            assertThat(source.description()).contains(file.toString());
        } catch (UnreadableSourceException e) {
            assertThat(e).hasMessageContaining(file.toString());
            assertThat(e.remedy()).isPresent();
        }
    }

    @Property(tries = 500)
    void any_bytes_are_a_file_of_secrets_or_our_own_error(@ForAll byte[] content) throws IOException {
        readOrTell(content);
    }

    @Property(tries = 2_000)
    void any_mutation_of_a_good_file_is_one_or_our_own_error(@ForAll("mutations") String content) throws IOException {
        readOrTell(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> mutations() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"secret\"",
                        "\"Version\"",
                        "\"Value\"",
                        "\"TextValue\"",
                        "1",
                        "-1",
                        "4294967296",
                        "1e3",
                        "99999999999999999999",
                        "\"AAEC\"",
                        "\"\\ud800\"",
                        "\"\"",
                        "null",
                        "true",
                        " ")
                .list()
                .ofMaxSize(20)
                .map(parts -> "{\"a\":{\"secret\":{" + String.join("", parts) + "}}}")
                .edgeCases(cases -> cases.add(
                        "{\"\\ud800\":{\"secret\":{\"Version\":1,\"TextValue\":\"x\"}}}",
                        "\ufeff{}",
                        "{\"a\":{\"secret\":{}}"));
    }
}
