package run.leger.conformance.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import run.leger.caddy.CaddyOracleSuite.Adapted;
import run.leger.caddy.grammar.FileSamples;
import run.leger.caddy.grammar.Grammar;
import run.leger.caddy.standard.StandardCaddy;

/**
 * Whole files with all that there is: refused by Caddy and by us, or by neither; and what went through the model adapts to the same JSON.
 * {@code -Dleger.files=N} makes N files, {@code -Dleger.seed=N} others than the last time.
 */
class StandardFilesIT {
    private static final int FILES = Integer.getInteger("leger.files", 2_000);
    private static final long SEED = Long.getLong("leger.seed", 1);
    private static final int SHOWN = 12;

    @Test
    void files_are_refused_by_both_or_by_none_and_mean_the_same() {
        Grammar grammar = StandardCaddy.standard().grammar();
        Random random = new Random(SEED);
        List<String> differences = new ArrayList<>();
        int taken = 0;
        try (AdaptingCaddy caddy = AdaptingCaddy.start()) {
            for (int i = 0; i < FILES; i++) {
                String text = FileSamples.file(random, grammar);
                Adapted theirs = caddy.adapt(text);
                taken += theirs.config().isPresent() ? 1 : 0;
                Disagreement.about(text, theirs, caddy).ifPresent(differences::add);
            }
        }
        System.out.println(
                FILES + " files, " + taken + " of them taken by Caddy, " + differences.size() + " disagreements");
        assertThat(differences.size())
                .as(() -> String.join("\n----\n", differences.subList(0, Math.min(SHOWN, differences.size()))))
                .isZero();
        assertThat(taken).isGreaterThan(FILES / 10);
    }
}
