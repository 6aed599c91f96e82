package run.leger.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import run.leger.core.Headers;

/**
 * What a fake answers.
 *
 * @param status the HTTP status
 * @param headers the header fields, without the framing of the body
 * @param body the body
 * @param chunked whether to send it without a length
 * @param stream writes the body instead, or null
 * @param takeover what happens on the connection after a 101, or null for an answer of another status
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FakeResponse(
        int status,
        Headers headers,
        byte[] body,
        boolean chunked,
        @Nullable Stream stream,
        @Nullable Takeover takeover) {
    /** A body that is written while the client reads it. */
    @FunctionalInterface
    public interface Stream {
        /**
         * Writes the body. When the client leaves, the thread is interrupted.
         *
         * @param out where to; flushing it sends what was written so far
         * @throws IOException if the client is gone
         * @throws InterruptedException if the client is gone
         */
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    /** The other protocol after a 101. The connection is closed when this returns. */
    @FunctionalInterface
    public interface Takeover {
        /**
         * Speaks it; called on the connection's thread.
         *
         * @param in what the client sends after the head of its request
         * @param out what it gets after the head of the answer
         * @throws IOException if the client went away
         */
        void play(InputStream in, OutputStream out) throws IOException;
    }

    /**
     * Makes an ordinary answer.
     *
     * @param status the HTTP status
     * @param headers the header fields, without the framing of the body
     * @param body the body
     * @param chunked whether to send it without a length
     */
    public FakeResponse(int status, Headers headers, byte[] body, boolean chunked) {
        this(status, headers, body, chunked, null, null);
    }

    /**
     * Returns an answer whose body is written bit by bit, in chunks. Its head is sent at once, and the connection is closed after it.
     *
     * @param status the status
     * @param contentType its type
     * @param stream writes the body
     * @return the answer
     */
    public static FakeResponse streaming(int status, String contentType, Stream stream) {
        return new FakeResponse(status, Headers.of("Content-Type", contentType), new byte[0], true, stream, null);
    }

    /**
     * Returns a 101.
     *
     * @param protocol what the {@code Upgrade} header says
     * @param takeover what happens on the connection then
     * @return the answer
     */
    public static FakeResponse upgrade(String protocol, Takeover takeover) {
        return new FakeResponse(
                101, Headers.of("Upgrade", protocol, "Connection", "upgrade"), new byte[0], false, null, takeover);
    }

    /**
     * Returns an answer with a JSON body.
     *
     * @param status the status
     * @param json the body
     * @return the answer
     */
    public static FakeResponse json(int status, String json) {
        return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns an answer with a line of plain text, as Go's servers send their errors.
     *
     * @param status the status
     * @param text the text, without the line end that is added
     * @return the answer
     */
    public static FakeResponse text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns an answer without a body.
     *
     * @param status the status
     * @return the answer
     */
    public static FakeResponse empty(int status) {
        return new FakeResponse(status, Headers.none(), new byte[0], false);
    }

    /**
     * Returns an answer with a body.
     *
     * @param status the status
     * @param contentType its type
     * @param body the bytes
     * @return the answer
     */
    public static FakeResponse of(int status, String contentType, byte[] body) {
        return new FakeResponse(status, Headers.of("Content-Type", contentType), body, false);
    }

    /**
     * Returns this answer with one more header.
     *
     * @param name the name
     * @param value the value
     * @return a new answer
     */
    public FakeResponse with(String name, String value) {
        return new FakeResponse(status, headers.with(name, value), body, chunked, stream, takeover);
    }

    /**
     * Returns this answer, sent in chunks.
     *
     * @return a new answer
     */
    public FakeResponse inChunks() {
        return new FakeResponse(status, headers, body, true, stream, takeover);
    }
}
