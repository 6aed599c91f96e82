package run.leger.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Runs comparisons round by round. In each round everybody has one turn, in random order, so that a noisy minute hits all alike. */
final class Rounds {
    private final Random random = new Random();

    private record Turn(Contender contender, List<Double> figures) {}

    void run(List<Comparison> comparisons, int warmUp, int rounds) throws IOException, InterruptedException {
        for (int i = -warmUp; i < rounds; i++) {
            List<Turn> turns = new ArrayList<>();
            for (Comparison comparison : comparisons) {
                turns.add(new Turn(comparison.ours, comparison.oursFigures));
                turns.add(new Turn(comparison.base, comparison.baseFigures));
            }
            Collections.shuffle(turns, random);
            for (Turn turn : turns) {
                double figure = turn.contender.round();
                if (i >= 0) {
                    turn.figures.add(figure);
                }
            }
        }
    }
}
