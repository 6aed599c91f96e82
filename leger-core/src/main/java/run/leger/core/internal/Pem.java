package run.leger.core.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the blocks of a PEM text, which may hold a key: it is neither copied nor turned into a {@code String}. */
public final class Pem {
    private static final byte[] BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DASHES = "-----".getBytes(StandardCharsets.US_ASCII);

    private Pem() {}

    /**
     * Where a block lies.
     *
     * @param label what it says that it is, such as {@code CERTIFICATE}
     * @param begin the first byte of its first line
     * @param bodyBegin the first byte after its label
     * @param bodyEnd the first byte of its last line
     * @param end the first byte after its last line's dashes
     */
    public record Block(String label, int begin, int bodyBegin, int bodyEnd, int end) {}

    /**
     * Returns the blocks of a text.
     *
     * @param pem the text; what is between the blocks is skipped, and so is a block without an end
     * @return where they are, in their order
     */
    public static List<Block> blocks(byte[] pem) {
        List<Block> blocks = new ArrayList<>();
        for (int at = indexOf(pem, BEGIN, 0); at >= 0; ) {
            int label = at + BEGIN.length;
            int labelEnd = indexOf(pem, DASHES, label);
            int bodyEnd = labelEnd < 0 ? -1 : indexOf(pem, DASHES, labelEnd + DASHES.length);
            if (bodyEnd < 0) {
                break;
            }
            int dashes = indexOf(pem, DASHES, bodyEnd + DASHES.length);
            int end = dashes < 0 ? pem.length : dashes + DASHES.length;
            blocks.add(new Block(
                    new String(pem, label, labelEnd - label, StandardCharsets.US_ASCII),
                    at,
                    labelEnd + DASHES.length,
                    bodyEnd,
                    end));
            at = indexOf(pem, BEGIN, end);
        }
        return blocks;
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
