package run.leger.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lines that differ between two texts, with some around them, as {@code diff -u} writes them. */
final class LineDiff {
    private static final int CONTEXT = 3;
    /** Texts with more differences than this are shown as one that went and one that came. */
    private static final int MOST = 2000;

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

    private LineDiff() {}

    static List<Hunk> of(String before, String after) {
        List<String> script = script(List.of(before.split("\n", -1)), List.of(after.split("\n", -1)));
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

    /** Returns all lines of both texts, in an order that has as many in common as can be. */
    private static List<String> script(List<String> a, List<String> b) {
        List<int[]> rounds = new ArrayList<>();
        int[] furthest = new int[2 * MOST + 3];
        int middle = MOST + 1;
        for (int d = 0; d <= MOST; d++) {
            for (int k = -d; k <= d; k += 2) {
                boolean down = k == -d || k != d && furthest[middle + k - 1] < furthest[middle + k + 1];
                int x = down ? furthest[middle + k + 1] : furthest[middle + k - 1] + 1;
                while (x < a.size()
                        && x - k < b.size()
                        && x - k >= 0
                        && a.get(x).equals(b.get(x - k))) {
                    x++;
                }
                furthest[middle + k] = x;
                if (x >= a.size() && x - k >= b.size()) {
                    return path(a, b, rounds, d);
                }
            }
            rounds.add(Arrays.copyOfRange(furthest, middle - d - 1, middle + d + 2));
        }
        List<String> all = new ArrayList<>();
        a.forEach(line -> all.add("-" + line));
        b.forEach(line -> all.add("+" + line));
        return all;
    }

    private static List<String> path(List<String> a, List<String> b, List<int[]> rounds, int last) {
        List<String> reversed = new ArrayList<>();
        int x = a.size();
        int y = b.size();
        for (int d = last; d > 0; d--) {
            int[] furthest = rounds.get(d - 1);
            int middle = d;
            int k = x - y;
            boolean down = k == -d || k != d && at(furthest, middle + k - 1) < at(furthest, middle + k + 1);
            int beforeK = down ? k + 1 : k - 1;
            int beforeX = at(furthest, middle + beforeK);
            int beforeY = beforeX - beforeK;
            while (x > beforeX && y > beforeY) {
                reversed.add(" " + a.get(--x));
                y--;
            }
            if (down) {
                reversed.add("+" + b.get(--y));
            } else {
                reversed.add("-" + a.get(--x));
            }
        }
        while (x > 0) {
            reversed.add(" " + a.get(--x));
        }
        Collections.reverse(reversed);
        return reversed;
    }

    private static int at(int[] values, int index) {
        return index < 0 || index >= values.length ? 0 : values[index];
    }
}
