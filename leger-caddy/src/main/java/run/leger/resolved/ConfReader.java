package run.leger.resolved;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the lines of a file as systemd does, up to the end or to what makes systemd give the file up. */
final class ConfReader {
    private static final int MAX_LINE = 1 << 20;
    private static final String RESOLVE = "Resolve";

    private final String text;
    private final List<Assignment> assignments = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private Optional<String> section = Optional.empty();

    /** Takes the bytes as Latin-1, one character each, so that lines can be cut before anything is decoded. */
    private ConfReader(byte[] bytes) {
        text = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** What was read. */
    record Result(List<Assignment> assignments, List<Finding> findings) {}

    static Result read(byte[] bytes) {
        ConfReader reader = new ConfReader(bytes);
        reader.readLines();
        return new Result(reader.assignments, reader.findings);
    }

    private void readLines() {
        StringBuilder joined = new StringBuilder();
        boolean continued = false;
        int firstLine = 1;
        int number = 0;
        int at = 0;
        while (at < text.length()) {
            number++;
            int end = at;
            while (end < text.length() && !isLineEnd(text.charAt(end))) {
                end++;
            }
            String line = text.substring(at, end);
            at = end + 1;
            if (end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n') {
                at++;
            }
            if (line.length() >= MAX_LINE) {
                error(number, "the line is too long");
                return;
            }
            if (number == 1 && line.startsWith("\u00ef\u00bb\u00bf")) {
                line = line.substring(3);
            }
            String content = strip(line);
            if (content.startsWith("#") || content.startsWith(";")) {
                continue;
            }
            if (!continued) {
                joined.setLength(0);
                firstLine = number;
            }
            joined.append(line);
            continued = endsInOddBackslashes(joined);
            if (continued) {
                joined.setCharAt(joined.length() - 1, ' ');
            } else if (!logicalLine(firstLine, joined.toString())) {
                return;
            }
        }
        if (continued) {
            logicalLine(firstLine, joined.toString());
        }
    }

    /** Returns whether to read on. */
    private boolean logicalLine(int number, String latin) {
        String line;
        try {
            line = strip(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(latin.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString());
        } catch (CharacterCodingException e) {
            error(number, "the line is not UTF-8");
            return false;
        }
        if (line.isEmpty()) {
            return true;
        }
        if (line.startsWith("[")) {
            if (!line.endsWith("]")) {
                error(number, "the section header has no ] at its end");
                return false;
            }
            String name = line.substring(1, line.length() - 1);
            section = Optional.of(name);
            if (!name.equals(RESOLVE) && !name.startsWith("X-")) {
                warn(number, "unknown section; systemd-resolved ignores its lines");
            }
            return true;
        }
        assignment(number, line);
        return true;
    }

    private void assignment(int number, String line) {
        if (section.isPresent() && !section.get().equals(RESOLVE)) {
            return;
        }
        int equals = line.indexOf('=');
        if (section.isEmpty()) {
            warn(number, "assignment outside of a section, ignored");
        } else if (equals < 0) {
            warn(number, "no '=', ignored");
        } else if (equals == 0) {
            warn(number, "no key before '=', ignored");
        } else {
            String key = strip(line.substring(0, equals));
            if (ResolvedKey.of(key).isEmpty() && !key.startsWith("X-")) {
                warn(number, "unknown key, ignored");
            }
            assignments.add(new Assignment(number, key, strip(line.substring(equals + 1))));
        }
    }

    private void warn(int line, String message) {
        findings.add(new Finding(line, Severity.WARNING, message));
    }

    private void error(int line, String what) {
        findings.add(new Finding(
                line,
                Severity.ERROR,
                what + ": systemd-resolved reads neither the rest of this file nor any file after it"));
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r' || c == '\0';
    }

    private static boolean endsInOddBackslashes(CharSequence line) {
        int run = 0;
        while (run < line.length() && line.charAt(line.length() - 1 - run) == '\\') {
            run++;
        }
        return run % 2 != 0;
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
