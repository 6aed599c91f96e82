package run.leger.resolved;

/**
 * A line as it stands in the file, by offsets in its bytes.
 *
 * @param number from 1
 * @param from where it begins
 * @param end where its text ends
 * @param next where the next one begins, after what ends this one
 */
record PhysicalLine(int number, int from, int end, int next) {
    private static final int NUL = 1;
    private static final int LF = 2;
    private static final int CR = 4;

    /** Reads the line at an offset. LF, CR and NUL end a line, and so does a sequence in which none comes twice and NUL is the last. */
    static PhysicalLine at(String text, int number, int from) {
        int end = from;
        while (end < text.length() && ending(text.charAt(end)) == 0) {
            end++;
        }
        int next = end;
        int seen = 0;
        while (next < text.length() && (seen & NUL) == 0) {
            int kind = ending(text.charAt(next));
            if (kind == 0 || (seen & kind) != 0) {
                break;
            }
            seen |= kind;
            next++;
        }
        return new PhysicalLine(number, from, end, next);
    }

    private static int ending(char c) {
        return switch (c) {
            case '\0' -> NUL;
            case '\n' -> LF;
            case '\r' -> CR;
            default -> 0;
        };
    }

    boolean isEnded() {
        return next > end;
    }
}
