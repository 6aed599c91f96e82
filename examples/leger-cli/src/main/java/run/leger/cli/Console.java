package run.leger.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import run.leger.core.internal.JsonOut;

/** Where the command writes: results to one stream, everything else to the other, marks and colours only on a terminal. */
final class Console {
    private static final int SCHEMA = 1;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final boolean terminal;
    private final boolean colour;

    Console(PrintStream out, PrintStream err, boolean json, boolean terminal, boolean colour) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.terminal = terminal;
        this.colour = colour;
    }

    /** Tells whether results are to be written as JSON. */
    boolean json() {
        return json;
    }

    /** Tells whether a person is reading: then marks may be other than ASCII. */
    boolean terminal() {
        return terminal;
    }

    /** Writes a line of the result. */
    void line(String text) {
        out.println(text);
    }

    /** Writes text of the result as it is. */
    void text(String text) {
        out.print(text);
        out.flush();
    }

    /** Writes bytes of the result as they are. */
    void bytes(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    /** Writes the one JSON object of the result. */
    void object(String command, Consumer<JsonOut> fields) {
        byte[] bytes = JsonOut.object(o -> {
            o.field("schema", (long) SCHEMA).field("command", command);
            fields.accept(o);
        });
        bytes(bytes);
        // It may hold a secret that was asked for.
        Arrays.fill(bytes, (byte) 0);
        out.println();
    }

    /** Writes a line that is not part of the result. */
    void note(String text) {
        err.println(text);
    }

    String green(String text) {
        return colour ? "\033[32m" + text + "\033[0m" : text;
    }

    String red(String text) {
        return colour ? "\033[31m" + text + "\033[0m" : text;
    }

    String yellow(String text) {
        return colour ? "\033[33m" + text + "\033[0m" : text;
    }

    String dim(String text) {
        return colour ? "\033[2m" + text + "\033[0m" : text;
    }

    /** Makes text from others safe to show: a control character could move the cursor or change the colour. */
    static String shown(String untrusted) {
        StringBuilder safe = new StringBuilder(untrusted.length());
        untrusted.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean control = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            safe.appendCodePoint(control ? 0xfffd : c);
        });
        return safe.toString();
    }

    private static String shownLine(String line) {
        return String.join(
                "\t", Stream.of(line.split("\t", -1)).map(Console::shown).toList());
    }

    /** Makes text of several lines safe to show; tabs stay, for a Caddyfile is indented with them. */
    static String shownLines(@Nullable String untrusted) {
        return String.join(
                "\n", String.valueOf(untrusted).lines().map(Console::shownLine).toList());
    }

    /** Returns a stream that writes UTF-8 whatever the platform's own encoding is, and holds lines back for speed. */
    static PrintStream utf8(OutputStream stream) {
        return new PrintStream(stream, false, StandardCharsets.UTF_8);
    }

    /** Writes what was held back; tells whether all results could be written. */
    boolean flush() {
        err.flush();
        return !out.checkError();
    }
}
