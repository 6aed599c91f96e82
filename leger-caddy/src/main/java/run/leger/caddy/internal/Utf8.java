package run.leger.caddy.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 in which a byte that belongs to no character becomes half a surrogate pair, U+DC80 to U+DCFF, and back. UTF-8 itself has no such
 * halves, so nothing else can be meant by them.
 */
public final class Utf8 {
    private static final int RAW = 0xdc00;

    private Utf8() {}

    /** Returns the text of bytes. */
    public static String decode(byte[] bytes) {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                break;
            }
            // One byte a time, as Go does.
            out.put((char) (RAW | in.get() & 0xff));
            decoder.reset();
        }
        return out.flip().toString();
    }

    /** Returns the index of the first half of a surrogate pair that stands for no byte, or -1. */
    public static int firstUnwritable(String text) {
        int half = firstHalf(text, 0);
        while (half >= 0 && isRawByte(text.charAt(half))) {
            half = firstHalf(text, half + 1);
        }
        return half;
    }

    private static boolean isRawByte(char c) {
        return c >= RAW + 0x80 && c <= RAW + 0xff;
    }

    /** Returns the bytes of text. */
    public static byte[] encode(String text) {
        int half = firstHalf(text, 0);
        if (half < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(text.length(), 3));
        int from = 0;
        for (; half >= 0; half = firstHalf(text, from)) {
            out.put(text.substring(from, half).getBytes(StandardCharsets.UTF_8));
            out.put((byte) text.charAt(half));
            from = half + 1;
        }
        out.put(text.substring(from).getBytes(StandardCharsets.UTF_8));
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** Returns the text with U+FFFD for each byte that is no character. */
    public static String readable(String text) {
        int half = firstHalf(text, 0);
        if (half < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text);
        for (; half >= 0; half = firstHalf(text, half + 1)) {
            out.setCharAt(half, '\ufffd');
        }
        return out.toString();
    }

    /** Returns the index of the first half of a surrogate pair that is alone, or -1. */
    public static int firstHalf(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
