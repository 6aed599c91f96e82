package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read from files and from standard input: {@code -} is the latter, and neither is read without end. */
class InputTest {
    @TempDir
    Path folder;

    /** As /dev/zero, but it notices who reads on and on. */
    private static final class Endless extends InputStream {
        private long given;

        @Override
        public int read() {
            return read(new byte[1], 0, 1) < 0 ? -1 : 0;
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            given += length;
            assertThat(given).as("bytes that were read").isLessThan(32L << 20);
            return length;
        }
    }

    private static void tooLong(Cli.Result result) {
        refused(2, "more than 16 MiB", result);
        assertThat(result.err()).contains("fix  check what is given: nothing that leger reads is that long");
    }

    private static void refused(int code, String said, Cli.Result result) {
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(said).contains("    fix  ").doesNotContain("\tat ");
    }

    @Test
    void standard_input_without_an_end_is_refused() {
        tooLong(new Cli().input(new Endless()).run("caddy", "fmt", "-"));
        tooLong(new Cli().input(new Endless()).run("secrets", "put", "x"));
        tooLong(new Cli().input(new Endless()).run("status", "--config=-"));
    }

    @Test
    void a_file_that_is_far_too_long_is_refused() throws IOException {
        Path sparse = folder.resolve("sparse");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength((16L << 20) + 1);
        }

        tooLong(new Cli().run("caddy", "fmt", sparse.toString()));
        tooLong(new Cli().run("status", "--config=" + sparse));
    }

    @Test
    void the_settings_may_come_from_standard_input() {
        byte[] settings = "services: {ai: {port: 1}}".getBytes(StandardCharsets.UTF_8);

        refused(
                64,
                "standard input: services.ai: unknown key port",
                new Cli().input(settings).run("status", "--config=-"));
    }

    @Test
    void standard_input_is_not_read_twice() {
        byte[] settings = "tailnet: example.com".getBytes(StandardCharsets.UTF_8);

        refused(64, "settings", new Cli().input(settings).run("secrets", "put", "x", "--config=-"));
        refused(64, "settings", new Cli().input(settings).run("caddy", "fmt", "-", "--config=-"));
    }

    static List<Throwable> mistakes() {
        return List.of(
                new IllegalStateException("nobody thought of this"),
                new StackOverflowError("nobody thought of this"),
                new NoClassDefFoundError("nobody thought of this"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void what_nobody_thought_of_is_one_json_object_and_no_stack_trace(Throwable mistake) {
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                if (mistake instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) mistake;
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                return read();
            }
        };

        Cli.Result result = new Cli().input(broken).run("caddy", "fmt", "-", "--json");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.text("error", "kind")).isEqualTo("internal");
        assertThat(result.text("error", "message")).contains("nobody thought of this");
        assertThat(result.err()).doesNotContain("\tat ");
    }
}
