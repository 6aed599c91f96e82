package run.leger.setec.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class GoFileTest extends FileCacheSuite {
    @Override
    SecretCache at(Path path) {
        return GoFile.at(path);
    }

    @Test
    void the_document_is_the_file() {
        cache().write(bytes("{}"));
        assertThat(path()).hasContent("{}");
    }

    @Test
    void an_empty_file_is_nothing_as_it_is_to_go() throws IOException {
        SecretCache cache = cache();
        cache.write(bytes("{}"));
        Files.write(path(), new byte[0]);
        assertThat(cache.read()).isEmpty();
    }

    @Test
    void it_is_refused_at_once_where_something_else_is() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));
        assertThatThrownBy(() -> GoFile.at(link)).isInstanceOf(ExposedFileException.class);
        assertThatThrownBy(() -> GoFile.at(folder)).isInstanceOf(ExposedFileException.class);
    }
}
