package run.leger.core;

import java.io.IOException;
import java.io.OutputStream;

/** What a request carries. Written at most twice: once, and once more where a kept connection turns out to be dead. */
public interface RequestBody {
    /**
     * Returns the length.
     *
     * @return the number of bytes, or -1 where it is not known before writing
     */
    long length();

    /**
     * Writes the whole body. Called on the calling thread; does not close the stream.
     *
     * @param out where to
     * @throws IOException if writing fails; where the failure is this body's own and not the stream's, the call ends with an {@link
     *     java.io.UncheckedIOException}
     */
    void writeTo(OutputStream out) throws IOException;

    /**
     * Returns a body of these bytes, which are not copied: do not change them before the call is over.
     *
     * @param bytes the bytes
     * @return the body
     */
    static RequestBody of(byte[] bytes) {
        return new RequestBody() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }
}
