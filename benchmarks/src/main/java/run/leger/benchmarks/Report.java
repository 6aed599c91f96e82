package run.leger.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import run.leger.benchmarks.Comparison.Unit;
import run.leger.core.internal.JsonOut;

/** The table for people and the JSON for programs. */
final class Report {
    private Report() {}

    static String table(List<Comparison> comparisons, Map<String, String> facts) {
        StringBuilder text = new StringBuilder();
        facts.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        text.append('\n').append(line("comparison", "ours", "base", "ratio", "quartiles", "bar", ""));
        for (Comparison c : comparisons) {
            text.append(line(
                    c.name + ", to " + c.baseName,
                    figure(c.unit, Figures.median(c.oursFigures)),
                    figure(c.unit, Figures.median(c.baseFigures)),
                    two(c.ratio()),
                    two(Figures.quantile(c.ratios(), 0.25)) + " to " + two(Figures.quantile(c.ratios(), 0.75)),
                    c.bar == null ? "" : bar(c.unit) + two(c.bar),
                    c.bar == null ? "" : c.missed() ? "MISSED" : "held"));
        }
        return text.toString();
    }

    private static String line(
            String name, String ours, String base, String ratio, String noise, String bar, String verdict) {
        return String.format(
                                Locale.ROOT,
                                "%-66s %12s %12s %6s  %-14s %-17s %s",
                                name,
                                ours,
                                base,
                                ratio,
                                noise,
                                bar,
                                verdict)
                        .stripTrailing()
                + "\n";
    }

    private static String bar(Unit unit) {
        return switch (unit) {
            case TIME -> "at most ";
            case RATE, SPEED -> "at least ";
            case ALLOCATION -> "ours at most ";
        };
    }

    private static String figure(Unit unit, double value) {
        if (unit == Unit.ALLOCATION) {
            return String.format(Locale.ROOT, "%.2f B/B", value);
        }
        if (unit == Unit.SPEED) {
            return String.format(Locale.ROOT, "%.1f MB/s", value * 1e3);
        }
        if (unit == Unit.RATE) {
            return String.format(Locale.ROOT, "%.0f/s", value);
        }
        if (value < 1e3) {
            return String.format(Locale.ROOT, "%.1f ns", value);
        }
        return value < 1e7
                ? String.format(Locale.ROOT, "%.0f us", value / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", value / 1e6);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, value < 0.1 ? "%.3f" : "%.2f", value);
    }

    private static String word(Unit unit) {
        return switch (unit) {
            case TIME -> "ns";
            case RATE -> "1/s";
            case SPEED -> "bytes a nanosecond";
            case ALLOCATION -> "bytes allocated a body byte";
        };
    }

    static byte[] json(List<Comparison> comparisons, Map<String, String> facts) {
        return JsonOut.object(out -> {
            out.object("machine", machine -> facts.forEach(machine::field));
            out.objects("comparisons", comparisons, c -> {
                out.field("name", c.name)
                        .field("base", c.baseName)
                        .field("unit", word(c.unit))
                        .field("ours", Figures.median(c.oursFigures))
                        .field("theirs", Figures.median(c.baseFigures))
                        .field("rounds", c.ratios().size())
                        .field("ratio", c.ratio())
                        .field("ratioLowerQuartile", Figures.quantile(c.ratios(), 0.25))
                        .field("ratioUpperQuartile", Figures.quantile(c.ratios(), 0.75));
                if (c.bar != null) {
                    out.field("bar", c.bar).field("held", !c.missed());
                }
            });
        });
    }
}
