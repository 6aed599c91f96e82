package run.leger.caddy.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import run.leger.caddy.CaddyFormatter;

class FormatBugTest {
    @ParameterizedTest
    @EnumSource
    void one_formatter_has_it_and_the_other_has_not(FormatBug bug) {
        assertThat(CaddyFormatter.format(bug.input())).isEqualTo(bug.caddys()).isNotEqualTo(bug.mended());
        assertThat(SyntaxTree.parse(bug.input()).format()).isEqualTo(bug.mended());
        assertThat(SyntaxTree.parse(bug.mended()).format()).isEqualTo(bug.mended());
    }
}
