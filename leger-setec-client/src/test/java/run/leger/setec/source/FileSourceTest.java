package run.leger.setec.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.NotFoundException;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;
import run.leger.setec.SecretVersion;

final class FileSourceTest extends SecretSourceSuite {
    @TempDir
    Path folder;

    @Override
    SecretSource open(Map<String, byte[]> secrets) throws IOException {
        return read(secrets.entrySet().stream()
                .map(each -> "\"" + each.getKey() + "\":{\"secret\":{\"Version\":3,\"Value\":\""
                        + Base64.getEncoder().encodeToString(each.getValue()) + "\"}}")
                .collect(Collectors.joining(",", "{", "}")));
    }

    private FileSource read(String document) throws IOException {
        return FileSource.read(Files.writeString(folder.resolve("secrets.json"), document));
    }

    private static final SecretName A = SecretName.of("a");

    @Test
    void text_goes_before_bytes_and_field_names_count_in_any_case() throws IOException {
        FileSource source =
                read("{\"a\":{\"SECRET\":{\"vERSION\":4294967295,\"textvalue\":\"t\\u00fc\",\"VALUE\":\"AAEC\"},"
                        + "\"lastAccess\":\"0\",\"versions\":{\"1\":\"AA==\"},\"x\":[1]}}");
        assertThat(text(source.get(A))).isEqualTo("tü");
        assertThat(source.get(A).version()).isEqualTo(SecretVersion.MAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"a\":null}",
                "{\"a\":{}}",
                "{\"a\":{\"secret\":null,\"versions\":{\"5\":\"Zml2ZQ==\"}}}",
                "{\"a\":{\"secret\":{\"Version\":0,\"TextValue\":\"x\"}}}",
                "{\"a\":{\"secret\":{\"TextValue\":\"x\"}}}",
                "{\"a\":{\"secret\":{\"Version\":1}}}",
                "{\"a\":{\"secret\":{\"Version\":1,\"Value\":\"\"}}}",
                "{\"a\":{\"secret\":{\"Version\":1,\"TextValue\":\"\"}}}",
                "{\"\":{\"secret\":{\"Version\":1,\"TextValue\":\"x\"}}}",
                "{\"a\":{\"secret\":{\"Version\":1,\"TextValue\":\"x\"}},\"a\":null}"
            })
    void what_has_nothing_in_it_is_left_out(String document) throws IOException {
        FileSource source = read(document);
        assertThatThrownBy(() -> source.get(A)).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "[];at the top",
                "\"x\";at the top",
                "{\"a\":{\"secret\":{\"Version\":-1,\"TextValue\":\"planted\"}}};version of a",
                "{\"a\":{\"secret\":{\"Version\":4294967296,\"TextValue\":\"planted\"}}};version of a",
                "{\"a\":{\"secret\":{\"Version\":1.0,\"TextValue\":\"planted\"}}};/a/secret/Version",
                "{\"a\":{\"secret\":{\"Version\":1,\"Value\":\"planted!!\"}}};/a/secret/Value",
                "{\"a\":{\"secret\":{\"Version\":1,\"Value\":\"YQ\"}}};/a/secret/Value",
                "{\"a\":{\"secret\":[\"planted\"]}};/a/secret",
                "{\"a\":{\"secret\":{\"TextValue\":7}}};/a/secret/TextValue",
                "{\"a\":\"planted\"};/a",
                "{\"a\":{\"secret\":{\"TextValue\":\"planted;/a/secret",
                "{} {};the file is not the JSON"
            })
    void a_bad_file_is_refused_whole_with_the_place_and_without_what_is_there(String document, String place) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageContaining(folder.resolve("secrets.json").toString())
                .hasMessageContaining(place)
                .hasMessageNotContaining("planted");
    }

    @Test
    void a_file_that_is_not_there_or_enormous_is_told() throws IOException {
        assertThatThrownBy(() -> FileSource.read(folder.resolve("none")))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> FileSource.read(folder)).isInstanceOf(UnreadableSourceException.class);
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("big").toFile(), "rw")) {
            file.setLength(10L << 30);
        }
        assertThatThrownBy(() -> FileSource.read(folder.resolve("big")))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageContaining("larger than");
    }

    @Test
    void later_changes_are_not_seen() throws IOException {
        SecretSource source = open(Map.of("a", "one".getBytes(UTF_8)));
        Files.delete(folder.resolve("secrets.json"));
        assertThat(text(source.get(A))).isEqualTo("one");
    }
}
