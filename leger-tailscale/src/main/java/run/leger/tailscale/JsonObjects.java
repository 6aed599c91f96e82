package run.leger.tailscale;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.core.MalformedReplyException;
import run.leger.core.ReplyTooLargeException;

/**
 * Cuts a stream into JSON objects that follow each other with nothing or white space between. Looks only for where an object ends; whether it is one,
 * its reader finds out. Keeps one object and one buffer.
 */
final class JsonObjects {
    private static final int BUFFER = 64 << 10;

    private final InputStream in;
    private final int bound;
    private final String operation;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private @Nullable MalformedReplyException failure;

    JsonObjects(InputStream in, int bound, String operation) {
        this.in = in;
        this.bound = bound;
        this.operation = operation;
    }

    /** Returns the next object, or empty at the end. What is cut off in the middle is no object. Fails for good where something else comes. */
    Optional<byte[]> next() throws IOException {
        if (failure != null) {
            throw failure;
        }
        int first = skipWhiteSpace();
        if (first < 0) {
            return Optional.empty();
        }
        if (first != '{') {
            throw forGood(
                    new MalformedReplyException(operation + ": something else where a JSON object is due", null, null));
        }
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        int depth = 0;
        boolean inString = false;
        boolean escaped = false;
        do {
            int from = next;
            while (next < end) {
                byte b = buffer[next++];
                if (escaped) {
                    escaped = false;
                } else if (b == '"') {
                    inString = !inString;
                } else if (inString) {
                    escaped = b == '\\';
                } else if (b == '{' || b == '[') {
                    depth++;
                } else if ((b == '}' || b == ']') && --depth == 0) {
                    keep(object, from);
                    return Optional.of(object.toByteArray());
                }
            }
            keep(object, from);
        } while (fill());
        return Optional.empty();
    }

    private void keep(ByteArrayOutputStream object, int from) {
        if (object.size() + (next - from) > bound) {
            throw forGood(
                    new ReplyTooLargeException(bound, operation + ": an event is larger than " + bound + " bytes"));
        }
        object.write(buffer, from, next - from);
    }

    /** Where the next object would begin is not known any more. */
    private MalformedReplyException forGood(MalformedReplyException e) {
        failure = e;
        return e;
    }

    private int skipWhiteSpace() throws IOException {
        do {
            for (; next < end; next++) {
                byte b = buffer[next];
                if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                    return b;
                }
            }
        } while (fill());
        return -1;
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
