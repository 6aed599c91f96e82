package run.leger.setec.leak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Run by the build after all other tests of a module, whose output goes to files: what they planted is in none of them, nor in a temporary file that
 * they left. Tests use the words below in values, and in nothing else that is printed. Files from before this build are none of its business: a test
 * that was killed may have left a secret.
 */
@EnabledIfSystemProperty(named = "leger.reports", matches = ".+", disabledReason = "it is run by the build, last")
public class TestRunScan {
    private static final List<Planted> WORDS = Stream.of("hunter2", "planted")
            .map(word -> new Planted(word.getBytes(UTF_8)))
            .toList();

    private final Path reports = Path.of(property("leger.reports"));
    private final Path temporary = Path.of(property("leger.tmp"));
    private final Instant began = Instant.parse(property("leger.began"));

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    /** Without this the others would pass where nothing is redirected. */
    @Test
    void all_tests_printed_to_files_and_had_their_temporary_files_here() throws IOException {
        for (Path report : files(reports)) {
            String name = report.getFileName().toString();
            if (name.matches("TEST-.*(Test|Properties)\\.xml")) {
                assertThat(reports.resolve(name.substring(5, name.length() - 4) + "-output.txt"))
                        .exists();
                assertThat(Files.readString(report))
                        .contains("<property name=\"java.io.tmpdir\" value=\"" + temporary + "\"/>");
            }
        }
    }

    @Test
    void no_output_of_the_tests_holds_a_planted_value() throws IOException {
        assertThat(files(reports))
                .filteredOn(file -> file.toString().endsWith("-output.txt"))
                .allSatisfy(TestRunScan::assertClean);
    }

    @Test
    void no_temporary_file_of_the_tests_holds_a_planted_value() throws IOException {
        assertThat(files(temporary)).allSatisfy(TestRunScan::assertClean);
    }

    private List<Path> files(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> Files.isRegularFile(file) && file.toFile().lastModified() >= began.toEpochMilli())
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
