package run.leger.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two contenders, and what became of them round by round. */
final class Comparison {
    /** What a contender's figure is. */
    enum Unit {
        TIME,
        RATE,
        /** Bytes a nanosecond. */
        SPEED,
        /** Bytes allocated for each byte of the body. */
        ALLOCATION
    }

    final String name;
    final Unit unit;
    final Contender ours;
    final Contender base;
    final List<Double> oursFigures = new ArrayList<>();
    final List<Double> baseFigures = new ArrayList<>();
    /** A limit for the ratio, a floor for rates and a ceiling otherwise; of allocation, a ceiling for our own figure. Null where none was set. */
    final @Nullable Double bar;

    final String baseName;

    Comparison(String name, Unit unit, Contender ours, String baseName, Contender base, @Nullable Double bar) {
        this.name = name;
        this.unit = unit;
        this.ours = ours;
        this.baseName = baseName;
        this.base = base;
        this.bar = bar;
    }

    /** Ours to the base's, of one round each. */
    List<Double> ratios() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < oursFigures.size(); i++) {
            ratios.add(oursFigures.get(i) / baseFigures.get(i));
        }
        return ratios;
    }

    double ratio() {
        return Figures.median(ratios());
    }

    boolean missed() {
        if (bar == null) {
            return false;
        }
        return switch (unit) {
            case TIME -> ratio() > bar;
            case RATE, SPEED -> ratio() < bar;
            case ALLOCATION -> Figures.median(oursFigures) > bar;
        };
    }
}
