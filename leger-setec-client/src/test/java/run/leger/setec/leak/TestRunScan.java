package run.leger.setec.leak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Run by the build after all other tests of this module, whose output goes to files, logs of all levels included: what they planted is in none of
 * them, nor in a temporary file that they left. Tests use the words below in values, and in nothing else that is printed.
 */
final class TestRunScan {
    private static final List<Planted> WORDS = Stream.of("hunter2", "planted")
            .map(word -> new Planted(word.getBytes(UTF_8)))
            .toList();

    @Test
    void no_output_of_the_tests_holds_a_planted_value() throws IOException {
        List<Path> outputs = files(Path.of(Objects.requireNonNull(System.getProperty("leger.reports"))), "-output.txt");
        assertThat(outputs).as("outputs of the tests").hasSizeGreaterThan(1);
        assertThat(outputs).allSatisfy(TestRunScan::assertClean);
    }

    @Test
    void no_temporary_file_of_the_tests_holds_a_planted_value() throws IOException {
        assertThat(files(Path.of(Objects.requireNonNull(System.getProperty("leger.tmp"))), ""))
                .allSatisfy(TestRunScan::assertClean);
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(end))
                    .toList();
        }
    }

    private static void assertClean(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        for (Planted word : WORDS) {
            assertThat(word.in(content)).isEmpty();
        }
    }
}
