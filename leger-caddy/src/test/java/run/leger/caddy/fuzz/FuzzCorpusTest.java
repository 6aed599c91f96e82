package run.leger.caddy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the fuzzer found once stays mended, and what it begins with is right. */
class FuzzCorpusTest {
    /** {@code leger-caddy/fuzz} writes here, a directory for each target. */
    private static final Path FINDS = Path.of("src/test/resources/run/leger/caddy/fuzz");

    @TestFactory
    Stream<DynamicTest> finds() throws IOException {
        List<DynamicTest> tests;
        try (Stream<Path> files = Files.walk(FINDS)) {
            tests = files.filter(file -> Files.isRegularFile(file) && !file.endsWith("README.md"))
                    .sorted()
                    .map(FuzzCorpusTest::test)
                    .toList();
        }
        return tests.stream();
    }

    private static DynamicTest test(Path file) {
        FuzzTarget target = FuzzTarget.of(file.getParent().getFileName().toString());
        return DynamicTest.dynamicTest(
                FINDS.relativize(file).toString(), file.toUri(), () -> target.test(Files.readAllBytes(file)));
    }

    @ParameterizedTest
    @EnumSource
    void seeds_pass(FuzzTarget target) {
        assertThat(target.seeds()).hasSizeGreaterThan(100).allSatisfy(target::test);
        assertThat(target.words()).isNotEmpty();
    }

    @Test
    void the_same_seeds_come_each_time() {
        for (FuzzTarget target : FuzzTarget.values()) {
            assertThat(target.seeds().stream().map(Arrays::toString))
                    .isEqualTo(target.seeds().stream().map(Arrays::toString).toList());
        }
    }
}
