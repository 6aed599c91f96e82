package run.leger.tailscale;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import run.leger.core.ReplyTooLargeException;

/**
 * Cuts the bus into lines, of which each is one message. A line is copied out of the read buffer once, at its exact size, so that what is kept of a
 * message keeps no more than that message.
 */
final class BusLines {
    private static final int USUAL = 64 << 10;

    private final InputStream in;
    private final long bound;
    private byte[] buffer = new byte[USUAL];
    private int begin;
    private int end;
    private int searched;

    BusLines(InputStream in, long bound) {
        this.in = in;
        this.bound = bound;
    }

    /** A line, or how much was thrown away of one that is too long. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(byte[] bytes, long length) {
        boolean tooLong() {
            return bytes.length != length;
        }

        ReplyTooLargeException failure(String operation, long bound) {
            return new ReplyTooLargeException(bound, operation + ": a message is larger than " + bound + " bytes");
        }
    }

    /** Tells whether the next line is here already. */
    boolean ready() {
        skipEmpty();
        return lineEnd() >= 0;
    }

    /** Returns the next line without its end, or empty at the end of the bus. What is cut off in the middle is no line. */
    Optional<Line> next() throws IOException {
        while (true) {
            skipEmpty();
            int newline = lineEnd();
            if (newline >= 0) {
                Line line = new Line(Arrays.copyOfRange(buffer, begin, newline), newline - begin);
                take(newline + 1);
                return Optional.of(line);
            }
            if (end - begin > bound) {
                return tooLong();
            }
            if (!fill()) {
                return Optional.empty();
            }
        }
    }

    private void skipEmpty() {
        while (begin < end && buffer[begin] == '\n') {
            take(begin + 1);
        }
    }

    private int lineEnd() {
        for (; searched < end; searched++) {
            if (buffer[searched] == '\n') {
                return searched - begin > bound ? -1 : searched;
            }
        }
        return -1;
    }

    private void take(int to) {
        begin = to;
        searched = to;
        if (begin == end) {
            begin = 0;
            end = 0;
            searched = 0;
            if (buffer.length > USUAL) {
                buffer = new byte[USUAL];
            }
        }
    }

    private boolean fill() throws IOException {
        if (end == buffer.length) {
            if (begin > 0) {
                System.arraycopy(buffer, begin, buffer, 0, end - begin);
                searched -= begin;
                end -= begin;
                begin = 0;
            } else {
                buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, Integer.MAX_VALUE - 8));
            }
        }
        int n = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, n);
        return n >= 0;
    }

    /** Throws the line away as it comes: its end is where the next one begins. */
    private Optional<Line> tooLong() throws IOException {
        long length = 0;
        while (true) {
            int newline = begin;
            while (newline < end && buffer[newline] != '\n') {
                newline++;
            }
            length += newline - begin;
            if (newline < end) {
                take(newline + 1);
                return Optional.of(new Line(new byte[0], length));
            }
            take(end);
            if (!fill()) {
                return Optional.empty();
            }
        }
    }
}
