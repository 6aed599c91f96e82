package run.leger.caddy.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * What reading a file, going over its pieces and laying it out cost.
 *
 * @param length how many characters the file has, all of them ASCII
 * @param parseNanos how long reading took
 * @param piecesNanos how long its pieces took, with the check that they are the file
 * @param formatNanos how long the layout took
 * @param allocated how many bytes reading allocated
 * @param held how many of them the tree holds
 */
record SizeFigures(int length, long parseNanos, long piecesNanos, long formatNanos, long allocated, long held) {
    static SizeFigures of(String text) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = used();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        SyntaxTree tree = SyntaxTree.parse(text);
        long parsed = System.nanoTime();
        long allocated = threads.getCurrentThreadAllocatedBytes() - bytes;
        long held = used() - before;
        long piecesStart = System.nanoTime();
        assertPieces(tree.pieces(), text);
        long pieces = System.nanoTime();
        String formatted = tree.format();
        long end = System.nanoTime();
        assertThat(formatted.equals(text)).as("it was laid out already").isTrue();
        assertThat(tree.elements()).isNotEmpty();
        return new SizeFigures(
                text.length(), parsed - start, pieces - piecesStart, end - pieces, allocated, Math.max(0, held));
    }

    private static void assertPieces(List<Node> pieces, String text) {
        int at = 0;
        for (Node piece : pieces) {
            if (piece.start() != at || !text.startsWith(piece.raw(), at)) {
                throw new AssertionError("a gap at " + at);
            }
            at = piece.end();
        }
        assertThat(at).isEqualTo(text.length());
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    double allocatedPerByte() {
        return allocated / (double) length;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,13d bytes: parse %,7d ms, pieces %,7d ms, format %,7d ms; allocated %5.2f, held %5.2f a byte",
                length,
                parseNanos / 1_000_000,
                piecesNanos / 1_000_000,
                formatNanos / 1_000_000,
                allocatedPerByte(),
                held / (double) length);
    }
}
