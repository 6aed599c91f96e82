package run.leger.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/** The short way reads exactly what the JDK reads. */
final class Rfc3339Properties {
    private static Optional<Instant> jdk(String text) {
        try {
            return Optional.of(
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> ours(String text) {
        try {
            String around = "2006-01-02T" + text + "5Z";
            return Optional.of(Rfc3339.parse(around.toCharArray(), "2006-01-02T".length(), text.length()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Property
    void times_and_nearly_times_are_what_the_jdk_says(@ForAll("nearlyTimes") String text) {
        assertThat(ours(text)).isEqualTo(jdk(text));
    }

    @Property
    void a_time_with_one_character_changed_is_what_the_jdk_says(
            @ForAll("nearlyTimes") String text, @ForAll("position") int position, @ForAll("replacement") char c) {
        int at = position % text.length();
        String changed = text.substring(0, at) + c + text.substring(at + 1);
        assertThat(ours(changed)).isEqualTo(jdk(changed));
    }

    @Provide
    Arbitrary<Integer> position() {
        return Arbitraries.integers().between(0, 40);
    }

    @Provide
    Arbitrary<Character> replacement() {
        return Arbitraries.chars().with("0123456789-+:.TZtz ,\u0663");
    }

    @Provide
    Arbitrary<String> nearlyTimes() {
        Arbitrary<String> date = Combinators.combine(number(0, 9999, 4), number(0, 13, 2), number(0, 32, 2))
                .as((y, m, d) -> y + "-" + m + "-" + d);
        Arbitrary<String> time = Combinators.combine(number(0, 25, 2), number(0, 61, 2), number(0, 61, 2))
                .as((h, m, s) -> h + ":" + m + ":" + s);
        Arbitrary<String> fraction = Arbitraries.oneOf(
                Arbitraries.just(""),
                Arbitraries.strings().numeric().ofMaxLength(11).map(f -> "." + f));
        Arbitrary<String> zone = Arbitraries.oneOf(
                Arbitraries.of("Z", "", "z", "+00", "-00:00", "+18:00", "-18:00", "+18:01", "+01:02:03"),
                Combinators.combine(Arbitraries.of("+", "-"), number(0, 19, 2), number(0, 61, 2))
                        .as((sign, h, m) -> sign + h + ":" + m));
        return Combinators.combine(date, time, fraction, zone).as((d, t, f, z) -> d + "T" + t + f + z);
    }

    private static Arbitrary<String> number(int min, int max, int digits) {
        return Arbitraries.integers()
                .between(min, max)
                .withDistribution(RandomDistribution.uniform())
                .map(n -> "0".repeat(Math.max(0, digits - Integer.toString(n).length())) + n);
    }
}
