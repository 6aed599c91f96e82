package run.leger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import run.leger.core.internal.LineDiff;

/** The lines that differ between two texts, with some around them, as {@code diff -u} writes them. */
final class UnifiedDiff {
    private static final int CONTEXT = 3;

    /**
     * Lines near each other.
     *
     * @param before the first line in the old text, from 1
     * @param after the first line in the new text, from 1
     * @param lines the lines, each after a space, {@code -} or {@code +}
     */
    record Hunk(int before, int after, List<String> lines) {
        String header() {
            return "@@ -" + before + "," + count('-') + " +" + after + "," + count('+') + " @@";
        }

        private long count(char side) {
            return lines.stream()
                    .filter(line -> line.charAt(0) == side || line.charAt(0) == ' ')
                    .count();
        }

        /** Returns the number of the first line of the old text that differs. */
        int firstChange() {
            int same = 0;
            while (lines.get(same).charAt(0) == ' ') {
                same++;
            }
            return before + same;
        }
    }

    private UnifiedDiff() {}

    static List<Hunk> of(String before, String after) {
        List<String> script = LineDiff.script(List.of(before.split("\n", -1)), List.of(after.split("\n", -1)));
        List<Hunk> hunks = new ArrayList<>();
        int old = 1;
        int fresh = 1;
        int lastChange = -1;
        @Nullable Hunk hunk = null;
        for (int i = 0; i < script.size(); i++) {
            char kind = script.get(i).charAt(0);
            if (kind != ' ' && (hunk == null || i - lastChange > 2 * CONTEXT)) {
                int context = Math.min(CONTEXT, hunk == null ? i : i - lastChange - 1 - CONTEXT);
                hunk = new Hunk(old - context, fresh - context, new ArrayList<>(script.subList(i - context, i)));
                hunks.add(hunk);
            } else if (kind != ' ') {
                Objects.requireNonNull(hunk).lines().addAll(script.subList(Math.min(i, lastChange + 1 + CONTEXT), i));
            }
            if (kind != ' ') {
                lastChange = i;
                Objects.requireNonNull(hunk).lines().add(script.get(i));
            } else if (hunk != null && i - lastChange <= CONTEXT) {
                hunk.lines().add(script.get(i));
            }
            old += kind == '+' ? 0 : 1;
            fresh += kind == '-' ? 0 : 1;
        }
        return hunks;
    }
}
