package run.leger.core.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The difference of two texts, line by line, for people. */
public final class LineDiff {
    /** Beyond this many differences nobody reads the result. */
    private static final int MOST = 2000;

    private LineDiff() {}

    /** Returns all lines, marked with a space, a minus or a plus; empty where the texts are equal. */
    public static String of(String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        List<String> script = script(before.lines().toList(), after.lines().toList());
        return script.isEmpty() ? "" : String.join("\n", script) + "\n";
    }

    /**
     * Returns all lines of both texts, marked with a space, a minus or a plus, with as many in common as can be; where more than 2,000 differ, all that
     * lies between the first and the last of them goes and comes.
     */
    public static List<String> script(List<String> a, List<String> b) {
        int begin = 0;
        while (begin < Math.min(a.size(), b.size()) && a.get(begin).equals(b.get(begin))) {
            begin++;
        }
        int end = 0;
        while (end < Math.min(a.size(), b.size()) - begin
                && a.get(a.size() - 1 - end).equals(b.get(b.size() - 1 - end))) {
            end++;
        }
        List<String> script = new ArrayList<>(a.size() + b.size());
        a.subList(0, begin).forEach(line -> script.add(" " + line));
        script.addAll(shortest(a.subList(begin, a.size() - end), b.subList(begin, b.size() - end)));
        a.subList(a.size() - end, a.size()).forEach(line -> script.add(" " + line));
        return script;
    }

    /** Myers' algorithm: the paths that get furthest with each number of differences. */
    private static List<String> shortest(List<String> a, List<String> b) {
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
