package run.leger.caddy.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Files of a size that nobody writes, each beside one of a quarter of it: time and memory are in proportion. It takes a minute and 3 GB, and so
 * runs only when it is named:
 *
 * <pre>{@code
 * mvn -B -pl leger-caddy -am -Dtest=SyntaxSizes -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Xmx4g test
 * }</pre>
 */
class SyntaxSizes {
    @Test
    void ten_thousand_nested_blocks() {
        assertLinear("nested blocks", 10_000, SyntaxSizes::nested);
    }

    @Test
    void a_million_nested_blocks() {
        assertLinear("nested blocks", 1_000_000, SyntaxSizes::nested);
    }

    @Test
    void a_hundred_megabytes() {
        assertLinear("bytes", 100_000_000, OrdinaryCaddyfile::of);
    }

    @Test
    void a_million_sites() {
        assertLinear("sites", 1_000_000, SyntaxSizes::sites);
    }

    static String nested(int depth) {
        StringBuilder out = new StringBuilder("a.com {\n");
        for (int i = 1; i <= depth; i++) {
            out.append("\t".repeat(Math.min(i, 10))).append("b {\n");
        }
        for (int i = depth; i >= 0; i--) {
            out.append("\t".repeat(Math.min(i, 10))).append("}\n");
        }
        return out.toString();
    }

    static String sites(int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : "\n").append("site").append(i).append(".example.com {\n\trespond hi\n}\n");
        }
        return out.toString();
    }

    private static void assertLinear(String what, int size, IntFunction<String> file) {
        SizeFigures.of(file.apply(size / 10));
        SizeFigures quarter = SizeFigures.of(file.apply(size / 4));
        SizeFigures whole = SizeFigures.of(file.apply(size));
        System.out.printf("%,d %s%n  %s%n  %s%n", size, what, quarter, whole);
        assertThat(whole.allocatedPerByte()).isLessThan(1.5 * quarter.allocatedPerByte());
        // A quadratic one takes four times as long a byte; small ones are over before a clock can tell.
        assertThat(perByte(whole)).isLessThan(3 * perByte(quarter) + 100);
    }

    private static double perByte(SizeFigures figures) {
        return (figures.parseNanos() + figures.piecesNanos() + figures.formatNanos()) / (double) figures.length();
    }
}
