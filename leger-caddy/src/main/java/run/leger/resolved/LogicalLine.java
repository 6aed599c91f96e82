package run.leger.resolved;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What systemd reads as one line: a line and those that continue it, in Latin-1, one character a byte. */
final class LogicalLine {
    private final StringBuilder text = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();

    /** One line of the file in it: where in the joined text it begins, and where in the file, after a byte order mark. */
    private record Piece(int at, int offset, PhysicalLine line) {}

    /** A place that was found, to go on from; whichever thread wrote it, it is true. */
    private record Column(int piece, int at, int column) {}

    private @Nullable Column last;

    void add(String file, PhysicalLine line, int offset) {
        pieces.add(new Piece(text.length(), offset, line));
        text.append(file, offset, line.end());
    }

    /** Takes the backslash at the end for the space that it becomes. */
    void continueIt() {
        text.setCharAt(text.length() - 1, ' ');
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    boolean isContinued() {
        return pieces.size() > 1;
    }

    boolean endsInOddBackslashes() {
        int run = 0;
        while (run < text.length() && text.charAt(text.length() - 1 - run) == '\\') {
            run++;
        }
        return run % 2 != 0;
    }

    int length() {
        return text.length();
    }

    String text() {
        return text.toString();
    }

    List<PhysicalLine> lines() {
        return pieces.stream().map(Piece::line).toList();
    }

    /** Returns where its text begins in the file. */
    int from() {
        return pieces.get(0).offset();
    }

    PhysicalLine first() {
        return pieces.get(0).line();
    }

    PhysicalLine last() {
        return pieces.get(pieces.size() - 1).line();
    }

    /** Returns where a character of the joined text stands; fast for one after the other, of which there may be half a million. */
    Origin origin(String file, int at) {
        Column from = last;
        int index = pieceOf(at);
        Piece piece = pieces.get(index);
        if (from == null || from.piece() != index || from.at() > at) {
            from = new Column(index, piece.at(), 1);
        }
        int column = from.column();
        for (int i = piece.offset() + from.at() - piece.at(); i < piece.offset() + at - piece.at(); i++) {
            // Bytes that go on a character of UTF-8 are no column of their own.
            column += (file.charAt(i) & 0xc0) == 0x80 ? 0 : 1;
        }
        last = new Column(index, at, column);
        return new Origin("", piece.line().number(), column);
    }

    /** Returns the last piece that begins there or before. */
    private int pieceOf(int at) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces.get(middle).at() <= at) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
