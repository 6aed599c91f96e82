package run.leger.resolved;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the lines of a file as systemd does, up to the end or to what makes systemd give the file up. */
final class ConfReader {
    private static final int MAX_LINE = 1 << 20;
    private static final String RESOLVE = "Resolve";
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final String text;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private Optional<String> section = Optional.empty();
    private boolean markSeen;
    private boolean abandoned;
    private OptionalInt sectionEnd = OptionalInt.empty();
    private int readEnd;

    /** Takes the bytes as Latin-1, one character each, so that lines can be cut before anything is decoded. */
    private ConfReader(String text) {
        this.text = text;
    }

    /**
     * What was read.
     *
     * @param entries what stands in the section
     * @param findings what systemd passes over
     * @param abandoned whether systemd gives the file up, and every file after it
     * @param sectionEnd where the last line of the section ends that is not blank, or empty without the section
     * @param readEnd where reading ends
     * @param pending whether the file ends in a line that the next would continue
     */
    record Result(
            List<Entry> entries,
            List<Finding> findings,
            boolean abandoned,
            OptionalInt sectionEnd,
            int readEnd,
            boolean pending) {
        /** Returns what is seen of a file that cannot be opened. */
        static Result abandonedAtOnce(Finding why) {
            return new Result(List.of(), List.of(why), true, OptionalInt.empty(), 0, false);
        }
    }

    static Result read(String latin) {
        ConfReader reader = new ConfReader(latin);
        boolean pending = reader.readLines();
        return new Result(
                List.copyOf(reader.entries),
                List.copyOf(reader.findings),
                reader.abandoned,
                reader.sectionEnd,
                reader.readEnd,
                pending);
    }

    /** Returns whether the file ends in a line that is to be continued. */
    private boolean readLines() {
        LogicalLine joined = new LogicalLine();
        int at = 0;
        for (int number = 1; at < text.length(); number++) {
            PhysicalLine line = PhysicalLine.at(text, number, at);
            at = line.next();
            if (line.end() - line.from() >= MAX_LINE) {
                abandon(joined.isEmpty() ? line.from() : joined.first().from(), number, "the line is too long");
                return false;
            }
            if (isComment(line)) {
                if (joined.isEmpty()) {
                    passed(line);
                }
                continue;
            }
            joined.add(text, line, afterMark(line));
            if (joined.isContinued() && joined.length() > MAX_LINE) {
                abandon(joined.first().from(), number, "the line, with those that continue it, is too long");
                return false;
            }
            if (joined.endsInOddBackslashes()) {
                joined.continueIt();
                continue;
            }
            if (!logicalLine(joined)) {
                return false;
            }
            joined = new LogicalLine();
        }
        readEnd = text.length();
        boolean pending = !joined.isEmpty() && logicalLine(joined);
        if (pending && sectionEnd.isPresent() && section.filter(RESOLVE::equals).isPresent()) {
            // After it come at most comments, and whatever is put before them would continue it.
            sectionEnd = OptionalInt.of(text.length());
        }
        return pending;
    }

    private boolean isComment(PhysicalLine line) {
        int at = line.from();
        while (at < line.end() && isBlank(text.charAt(at))) {
            at++;
        }
        return at < line.end() && (text.charAt(at) == '#' || text.charAt(at) == ';');
    }

    /** The first line that begins with a byte order mark loses it, wherever it stands. */
    private int afterMark(PhysicalLine line) {
        if (markSeen || !text.startsWith(BYTE_ORDER_MARK, line.from())) {
            return line.from();
        }
        markSeen = true;
        return line.from() + BYTE_ORDER_MARK.length();
    }

    private void passed(PhysicalLine line) {
        if (section.filter(RESOLVE::equals).isPresent()) {
            sectionEnd = OptionalInt.of(line.next());
        }
    }

    /** Returns whether to read on. */
    private boolean logicalLine(LogicalLine line) {
        String content = strip(line.text());
        if (content.isEmpty()) {
            return true;
        }
        if (!isUtf8(content)) {
            abandon(line, "the line is not UTF-8");
            return false;
        }
        if (content.startsWith("[")) {
            if (!content.endsWith("]")) {
                abandon(line, "the section header has no ] at its end");
                return false;
            }
            String name = content.substring(1, content.length() - 1);
            if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f || "\"'\\".indexOf(c) >= 0)) {
                abandon(line, "the section header has a quote, a backslash or a control character");
                return false;
            }
            section = Optional.of(name);
            if (!name.equals(RESOLVE) && !name.startsWith("X-")) {
                warn(line, "unknown section: its lines are ignored");
            }
        } else {
            assignment(line, content);
        }
        passed(line.last());
        return true;
    }

    private void assignment(LogicalLine line, String content) {
        if (section.isPresent() && !section.get().equals(RESOLVE)) {
            return;
        }
        int equals = content.indexOf('=');
        if (section.isEmpty()) {
            warn(line, "assignment outside of a section, ignored");
        } else if (equals < 0) {
            warn(line, "no '=', ignored");
        } else if (equals == 0) {
            warn(line, "no key before '=', ignored");
        } else {
            String key = Entry.decoded(strip(content.substring(0, equals)));
            if (ResolvedKey.of(key).isEmpty() && !key.startsWith("X-")) {
                warn(line, "unknown key, ignored");
            }
            int valueAt = equals + 1;
            while (valueAt < content.length() && isBlank(content.charAt(valueAt))) {
                valueAt++;
            }
            int start = start(line);
            entries.add(new Entry(text, line, start, key, start + valueAt, content.substring(valueAt)));
        }
    }

    private void warn(LogicalLine line, String message) {
        findings.add(new Finding(line.origin(text, start(line)), Severity.WARNING, message));
    }

    private void abandon(LogicalLine line, String what) {
        abandon(line.first().from(), line.origin(text, start(line)), what);
    }

    private void abandon(int end, int number, String what) {
        abandon(end, new Origin("", number, 1), what);
    }

    private void abandon(int end, Origin origin, String what) {
        abandoned = true;
        readEnd = end;
        findings.add(new Finding(
                origin,
                Severity.ERROR,
                what + ": the rest of this file and every file that would be read after it are ignored"));
    }

    private static int start(LogicalLine line) {
        String joined = line.text();
        int at = 0;
        while (at < joined.length() && isBlank(joined.charAt(at))) {
            at++;
        }
        return at;
    }

    /** To systemd a text with a code point that will never be a character is not UTF-8 either. */
    private static boolean isUtf8(String latin) {
        if (latin.chars().allMatch(c -> c < 0x80)) {
            return true;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(latin.getBytes(StandardCharsets.ISO_8859_1)))
                    .codePoints()
                    .noneMatch(c -> (c & 0xfffe) == 0xfffe || c >= 0xfdd0 && c <= 0xfdef);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Takes away what systemd calls white space: not all of what Java calls so. */
    static String strip(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && isBlank(line.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
