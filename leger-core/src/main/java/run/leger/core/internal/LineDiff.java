package run.leger.core.internal;

import java.util.List;

/** The difference of two texts, line by line, for people. Quadratic in what lies between the first and the last line that differ. */
public final class LineDiff {
    /** Beyond this many pairs of lines nobody reads the result: then all of one text goes and all of the other comes. */
    private static final long LIMIT = 16_000_000;

    private LineDiff() {}

    /** Returns all lines, marked with a space, a minus or a plus; empty where the texts are equal. */
    public static String of(String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        List<String> a = before.lines().toList();
        List<String> b = after.lines().toList();
        int begin = 0;
        while (begin < Math.min(a.size(), b.size()) && a.get(begin).equals(b.get(begin))) {
            begin++;
        }
        int end = 0;
        while (end < Math.min(a.size(), b.size()) - begin
                && a.get(a.size() - 1 - end).equals(b.get(b.size() - 1 - end))) {
            end++;
        }
        StringBuilder diff = new StringBuilder();
        add(diff, ' ', a.subList(0, begin));
        middle(diff, a.subList(begin, a.size() - end), b.subList(begin, b.size() - end));
        add(diff, ' ', a.subList(a.size() - end, a.size()));
        return diff.toString();
    }

    private static void middle(StringBuilder diff, List<String> a, List<String> b) {
        if ((long) a.size() * b.size() > LIMIT) {
            add(diff, '-', a);
            add(diff, '+', b);
            return;
        }
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                diff.append(' ').append(a.get(i++)).append('\n');
                j++;
            } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) {
                diff.append('-').append(a.get(i++)).append('\n');
            } else {
                diff.append('+').append(b.get(j++)).append('\n');
            }
        }
    }

    private static void add(StringBuilder diff, char mark, List<String> lines) {
        lines.forEach(line -> diff.append(mark).append(line).append('\n'));
    }
}
