package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UnifiedDiffProperties {
    @Property
    void applied_to_the_old_text_it_gives_the_new_one(@ForAll("texts") String before, @ForAll("texts") String after) {
        List<String> old = List.of(before.split("\n", -1));
        List<String> made = new ArrayList<>();
        int at = 0;
        for (UnifiedDiff.Hunk hunk : UnifiedDiff.of(before, after)) {
            made.addAll(old.subList(at, hunk.before() - 1));
            at = hunk.before() - 1;
            assertThat(hunk.after()).isEqualTo(made.size() + 1);
            for (String line : hunk.lines()) {
                if (line.charAt(0) != '+') {
                    assertThat(old.get(at++)).isEqualTo(line.substring(1));
                }
                if (line.charAt(0) != '-') {
                    made.add(line.substring(1));
                }
            }
        }
        made.addAll(old.subList(at, old.size()));
        assertThat(String.join("\n", made)).isEqualTo(after);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "c", "").list().ofMaxSize(25).map(lines -> String.join("\n", lines));
    }
}
