package run.leger.core.internal;

import java.io.IOException;
import java.io.InputStream;
import run.leger.core.LegerException;
import run.leger.core.ReplyTooLargeException;

/** A response body that is bounded, speaks in typed errors, and gives its connection back at its last byte, or cuts it before. */
final class BodyStream extends InputStream {
    private final InputStream content;
    private final long bound;
    private final String operation;
    private final Ending ending;
    private long count;
    private volatile boolean ended;

    /** What becomes of the connection. */
    interface Ending {
        void atEnd();

        void early();

        LegerException failure(IOException e);
    }

    BodyStream(InputStream content, long bound, String operation, Ending ending) {
        this.content = content;
        this.bound = bound;
        this.operation = operation;
        this.ending = ending;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (ended) {
            return -1;
        }
        try {
            int n = content.read(bytes, offset, length);
            if (n < 0) {
                ended = true;
                ending.atEnd();
                return -1;
            }
            count += n;
            if (count > bound) {
                close();
                throw new ReplyTooLargeException(bound, operation + ": the answer is larger than " + bound + " bytes");
            }
            return n;
        } catch (IOException e) {
            LegerException failure = ending.failure(e);
            close();
            throw failure;
        }
    }

    @Override
    public int available() throws IOException {
        return ended ? 0 : content.available();
    }

    /** Never drains: a body that is not at its end costs the connection. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            ending.early();
        }
    }
}
