package run.leger.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineDiffProperties {
    private static String text(List<Integer> lines) {
        return lines.stream().map(line -> "l" + line + "\n").collect(Collectors.joining());
    }

    private static String without(String diff, char mark) {
        return diff.lines()
                .filter(line -> line.charAt(0) != mark)
                .map(line -> line.substring(1) + "\n")
                .collect(Collectors.joining());
    }

    @Property
    void both_texts_are_in_the_difference(
            @ForAll List<@IntRange(max = 3) Integer> a, @ForAll List<@IntRange(max = 3) Integer> b) {
        String diff = LineDiff.of(text(a), text(b));
        if (a.equals(b)) {
            assertThat(diff).isEmpty();
        } else {
            assertThat(without(diff, '+')).isEqualTo(text(a));
            assertThat(without(diff, '-')).isEqualTo(text(b));
        }
    }

    @Test
    void what_is_the_same_around_a_change_is_no_change() {
        assertThat(LineDiff.of("a\nb\nc\n", "a\nx\nc\n")).isEqualTo(" a\n-b\n+x\n c\n");
    }

    @Test
    void a_difference_that_nobody_would_read_costs_no_square() {
        String a = String.join("\n", Collections.nCopies(100_000, "a"));
        String b = String.join("\n", Collections.nCopies(100_000, "b"));
        assertThat(LineDiff.of(a, b).lines()).hasSize(200_000);
    }
}
