package run.leger.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import run.leger.core.internal.LineDiff;

/** The lines that differ between two files, with some around them, as {@code diff -u} writes them and {@code patch} reads them. */
final class UnifiedDiff {
    private static final int CONTEXT = 3;

    /**
     * Lines near each other.
     *
     * @param before the first line in the old file, from 1
     * @param after the first line in the new file, from 1
     * @param lines the lines, each after a space, {@code -} or {@code +}, with its end; a byte is a character
     */
    record Hunk(int before, int after, List<String> lines) {
        /** Returns the hunk as it is written, with the line that says what it is. */
        byte[] bytes() {
            StringBuilder text = new StringBuilder("@@ -" + range(before, '-') + " +" + range(after, '+') + " @@\n");
            for (String line : lines) {
                text.append(line);
                if (!line.endsWith("\n")) {
                    text.append("\n\\ No newline at end of file\n");
                }
            }
            return text.toString().getBytes(ISO_8859_1);
        }

        /** A side without a line is named by the line before. */
        private String range(int from, char side) {
            long count = lines.stream()
                    .filter(line -> line.charAt(0) == side || line.charAt(0) == ' ')
                    .count();
            return (count == 0 ? from - 1 : from) + "," + count;
        }

        /** Returns the number of the first line of the old file that differs. */
        int firstChange() {
            int same = 0;
            while (lines.get(same).charAt(0) == ' ') {
                same++;
            }
            return before + same;
        }
    }

    private UnifiedDiff() {}

    /** Returns the lines with their ends, which the last may not have. */
    private static List<String> lines(byte[] file) {
        String text = new String(file, ISO_8859_1);
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
    }

    static List<Hunk> of(byte[] before, byte[] after) {
        List<String> script = LineDiff.script(lines(before), lines(after));
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
