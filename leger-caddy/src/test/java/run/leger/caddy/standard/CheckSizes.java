package run.leger.caddy.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.syntax.SyntaxTree;

/**
 * Files of a size that nobody writes, each checked and written beside one of a quarter of it: time is in proportion. It takes a minute, and so runs only when
 * it is named:
 *
 * <pre>{@code
 * mvn -B -pl leger-caddy -am -Dtest=CheckSizes -Dsurefire.failIfNoSpecifiedTests=false test
 * }</pre>
 */
class CheckSizes {
    private static final int MANY = 100_000;

    @ParameterizedTest
    @EnumSource
    void time_is_in_proportion_to_the_file(Many many) {
        Caddyfile quarter = many.file(MANY / 4);
        Caddyfile whole = many.file(MANY);
        nanos(quarter);
        long few = nanos(quarter);
        long all = nanos(whole);
        System.out.printf("%,d %s: %d ms, a quarter %d ms%n", MANY, many, all / 1_000_000, few / 1_000_000);
        // A quadratic one takes sixteen times as long; small ones are over before a clock can tell.
        assertThat(all).isLessThan(10 * few + 200_000_000);
    }

    private static long nanos(Caddyfile file) {
        long start = System.nanoTime();
        StandardCaddy.standard().check(file);
        file.render();
        return System.nanoTime() - start;
    }

    /** What a file has many of. */
    enum Many {
        ADDRESSES(n -> "{\n\temail a@b.example\n}\n" + each(n, "a%d.example, ") + "b.example {\n\ttls internal\n}\n"),
        ADDRESSES_ON_ONE_PORT(n -> each(n, "a%d.example:8080, ") + "b.example:8080 {\n}\n"),
        ADDRESSES_AND_LINES(n -> each(n, "a%d.example, ") + "b.example {\n" + each(n, "\trespond /%d\n") + "}\n"),
        PORTS_AND_LISTENERS(
                n -> each(n / 2, "a%1$d.example:%2$d, ") + "b.example {\n\tbind" + each(n / 2, " h%d") + "\n}\n"),
        SERVERS_AND_SITES(n -> "{\n" + each(n / 2, "\tservers h%d:80 {\n\t\ttrace\n\t}\n") + "}\n"
                + each(n / 2, "a%d.example {\n\trespond ok\n}\n")),
        MATCHERS_AND_BLOCKS(n -> "a.example {\n" + each(n, "\t@m%d path /x\n")
                + each(n, "\thandle @m%d {\n\t\t@inner path /y\n\t\trespond @inner ok\n\t}\n") + "}\n"),
        SPANS_BEFORE_A_COMMENT(
                n -> "a.example {\n" + each(n, "\trespond {$X%d}\n") + "}\n#" + "x".repeat(10 * n) + "\n"),
        DIGITS(n -> "a.example {\n\trequest_body {\n\t\tmax_size " + "1".repeat(10 * n)
                + "\n\t}\n\thandle {\n\t\trequest_body {\n" + "\t\t\tmax_size 0." + "1".repeat(10 * n)
                + "\n\t\t}\n\t}\n}\n"),
        MISTAKES(n -> "a.example {\n" + each(n, "\tnosuch%d\n\theader\n\trespond ok no\n") + "}\n");

        @SuppressWarnings("ImmutableEnumChecker")
        private final IntFunction<String> text;

        Many(IntFunction<String> text) {
            this.text = text;
        }

        Caddyfile file(int number) {
            return Caddyfile.of(SyntaxTree.parse(text.apply(number)));
        }

        private static String each(int number, String piece) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < number; i++) {
                out.append(String.format(piece, i, 1_000 + i % 50_000));
            }
            return out.toString();
        }
    }
}
