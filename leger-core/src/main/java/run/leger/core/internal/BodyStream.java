package run.leger.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import run.leger.core.ClientClosedException;
import run.leger.core.LegerException;
import run.leger.core.ReplyTooLargeException;

/** A response body that is bounded, speaks in typed errors, and gives its connection back at its last byte, or cuts it before. */
final class BodyStream extends InputStream {
    private final InputStream content;
    private final long bound;
    private final String operation;
    private final Ending ending;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private long count;

    private enum State {
        OPEN,
        /** The last byte was read. */
        COMPLETE,
        /** Closed before: what was read is a part only, and must never pass for the whole. */
        CLOSED
    }

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
        if (state.get() == State.COMPLETE) {
            return -1;
        }
        requireOpen(null);
        if (length == 0) {
            return 0;
        }
        try {
            int n = content.read(bytes, offset, length);
            if (n < 0) {
                if (!state.compareAndSet(State.OPEN, State.COMPLETE)) {
                    requireOpen(null);
                }
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
            requireOpen(e);
            LegerException failure = ending.failure(e);
            close();
            throw failure;
        }
    }

    private void requireOpen(@Nullable IOException cause) {
        if (state.get() == State.CLOSED) {
            throw new ClientClosedException(operation + ": the answer was closed before its end", null, cause);
        }
    }

    @Override
    public int available() throws IOException {
        return state.get() == State.OPEN ? content.available() : 0;
    }

    /** Never drains: a body that is not at its end costs the connection. */
    @Override
    public void close() {
        if (state.compareAndSet(State.OPEN, State.CLOSED)) {
            ending.early();
        }
    }
}
