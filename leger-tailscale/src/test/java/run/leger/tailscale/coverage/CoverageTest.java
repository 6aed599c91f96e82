package run.leger.tailscale.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every endpoint has a method here or a reason why not, each method says of it what is so, and the page tells just that. */
class CoverageTest {
    static final String COMMAND =
            "mvn -pl leger-tailscale -am test -Dtest=CoverageTest -Dsurefire.failIfNoSpecifiedTests=false -Dleger.coverage.write=true";

    private static final Path PAGE = Path.of("../docs/localapi-coverage.md");
    private static final Path EXCEPTIONS =
            Path.of("src/test/resources/run/leger/tailscale/coverage/without-method.tsv");

    private final CoveragePage page = new CoveragePage();

    /** What has a method by now is no exception any more: that much writes itself, a new exception does not. */
    @BeforeEach
    void write() throws IOException {
        if (Boolean.getBoolean("leger.coverage.write")) {
            Set<String> uncovered = page.uncovered();
            List<String> kept = Files.readAllLines(EXCEPTIONS).stream()
                    .filter(line -> !Table.isRow(line) || uncovered.contains(key(Table.cells(line, 3))))
                    .toList();
            Files.write(EXCEPTIONS, kept);
            Files.write(
                    Path.of(CoverageTest.class.getResource("without-method.tsv").getPath()), kept);
            Files.writeString(PAGE, page.text());
        }
    }

    private static String key(List<String> cells) {
        return cells.get(0) + " " + cells.get(1);
    }

    @Test
    void the_list_of_endpoints_has_as_many_as_each_version() {
        Map<String, Integer> expected =
                Map.of("1.92", 81, "1.94", 82, "1.96", 81, "1.98", 85, "1.100", 87, "1.102", 89, "1.104", 91);
        expected.forEach((version, count) -> assertThat(KnownEndpoint.all().stream()
                        .filter(e -> e.in(new Release(version)))
                        .map(e -> registered(e.path()))
                        .distinct())
                .as(version)
                .hasSize(count));
        assertThat(KnownEndpoint.all().stream().map(KnownEndpoint::key)).doesNotHaveDuplicates();
    }

    /** What the daemon's table of handlers has for a path. */
    private static String registered(String path) {
        return path.startsWith("profiles/") ? "profiles/" : path.replaceFirst("[?{].*", "");
    }

    @Test
    void each_method_says_of_its_endpoint_what_is_so() {
        assertThat(page.contradictions()).isEmpty();
    }

    @Test
    void an_endpoint_without_a_method_is_one_with_a_reason() {
        List<List<String>> exceptions = Table.rows("without-method.tsv", 3);
        assertThat(exceptions).allSatisfy(cells -> assertThat(cells.get(2)).hasSizeGreaterThan(1));
        assertThat(exceptions.stream().map(CoverageTest::key))
                .as("%s must name the endpoints that no method calls, and no others", EXCEPTIONS)
                .containsExactlyInAnyOrderElementsOf(page.uncovered());
    }

    @Test
    void only_endpoints_of_the_list_are_proven() {
        assertThat(KnownEndpoint.all().stream().map(KnownEndpoint::key))
                .containsAll(Proof.all().keySet());
    }

    @Test
    void the_page_is_up_to_date() throws IOException {
        assertThat(Files.readString(PAGE))
                .as("docs/localapi-coverage.md is not what the code says. Make it anew: %s", COMMAND)
                .isEqualTo(page.text());
    }
}
