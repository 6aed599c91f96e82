package run.leger.caddy.syntax;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file's name and text, to which the nodes of its tree point. Equal to itself only. */
public final class SourceFile {
    private final String name;
    private final String text;
    private final boolean hasSpans;
    private final int lastClose;
    private volatile int @Nullable [] lineStarts;

    SourceFile(String name, String text) {
        this(name, text, true);
    }

    /** Makes a file in which environment spans are looked for, or one in which they were replaced already. */
    SourceFile(String name, String text, boolean hasSpans) {
        this.name = Objects.requireNonNull(name, "name");
        this.text = Objects.requireNonNull(text, "text");
        this.hasSpans = hasSpans;
        lastClose = hasSpans ? text.lastIndexOf('}') : -1;
    }

    /**
     * Returns the name that messages show.
     *
     * @return such as {@code Caddyfile}
     */
    public String name() {
        return name;
    }

    /**
     * Returns the whole text. A byte that was not UTF-8 is half a surrogate pair in it, U+DC80 to U+DCFF; {@link SyntaxTree#toBytes} makes it
     * that byte again.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /** Returns a file of the same name and kind with another text. */
    SourceFile with(String other) {
        return new SourceFile(name, other, hasSpans);
    }

    /**
     * Returns line and column of an offset. The first call looks at the whole text.
     *
     * @param offset an index in the text, at most its length
     * @return the place
     */
    public Position position(int offset) {
        Objects.checkIndex(offset, text.length() + 1);
        int[] starts = lineStarts();
        int found = Arrays.binarySearch(starts, offset);
        int line = found >= 0 ? found : -found - 2;
        int from = line == 0 && text.startsWith("\ufeff") ? Math.min(1, offset) : starts[line];
        return new Position(line + 1, text.codePointCount(from, offset) + 1, offset);
    }

    /** Returns the end of the environment span that begins at an index, or -1 where none does: a span ends at the next closing brace. */
    int spanEnd(int at) {
        // Knowing the last brace keeps a text of openings from being searched to its end for each.
        if (lastClose <= at + 2 || text.charAt(at + 1) != '$' || text.charAt(at + 2) == '}') {
            return -1;
        }
        return text.indexOf('}', at + 3) + 1;
    }

    /** Returns whether an environment span begins before an index that only a closing brace written after it would end. */
    boolean hasOpenSpan(int before) {
        int opening = hasSpans ? text.lastIndexOf("{$", before - 1) : -1;
        return opening >= 0 && lastClose < opening + 2;
    }

    private int[] lineStarts() {
        int[] known = lineStarts;
        if (known == null) {
            int lines = 1;
            for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
                lines++;
            }
            known = new int[lines];
            int line = 0;
            for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
                known[++line] = i + 1;
            }
            lineStarts = known;
        }
        return known;
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
