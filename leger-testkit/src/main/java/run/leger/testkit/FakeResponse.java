package run.leger.testkit;

import java.nio.charset.StandardCharsets;
import run.leger.core.Headers;

/**
 * What a fake answers.
 *
 * @param status the HTTP status
 * @param headers the header fields, without the framing of the body
 * @param body the body
 * @param chunked whether to send it without a length
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FakeResponse(int status, Headers headers, byte[] body, boolean chunked) {
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
        return new FakeResponse(status, headers.with(name, value), body, chunked);
    }

    /**
     * Returns this answer, sent in chunks.
     *
     * @return a new answer
     */
    public FakeResponse inChunks() {
        return new FakeResponse(status, headers, body, true);
    }
}
