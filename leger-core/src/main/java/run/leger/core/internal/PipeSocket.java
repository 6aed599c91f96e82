package run.leger.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A pipe in the shape that HttpCore binds to. Each blocking step is guarded by the current call's deadline, and the bytes of the head are
 * counted against its bound.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // no lock may be held over I/O, and closing must not wait
final class PipeSocket extends VirtualSocket {
    /** How much HttpCore may read at once for its own buffer. */
    static final int READ_AHEAD = 8192;

    private final Pipe pipe;
    private final Guard guard;
    private final InputStream in = new GuardedInput();
    private final OutputStream out = new GuardedOutput();

    private @Nullable CallTimer timer;
    private long headBound;
    private long budget = Long.MAX_VALUE;
    private boolean writeFailed;
    private long received;
    private boolean ended;
    private volatile boolean closed;

    PipeSocket(Pipe pipe, Guard guard) {
        this.pipe = pipe;
        this.guard = guard;
    }

    void begin(CallTimer callTimer) {
        timer = callTimer;
        received = 0;
        ended = false;
        writeFailed = false;
    }

    /** Bounds what may be read before the head is complete; the last read may bring part of the body along. */
    void boundHeader(long bytes) {
        headBound = bytes;
        budget = bytes;
    }

    /** Bounds what the next read of the body may bring beside its content: chunk sizes, their extensions and trailers. */
    void boundBesideContent(int contentBytes) {
        long sum = received + contentBytes + READ_AHEAD + headBound;
        budget = sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Tells whether writing failed for the socket's sake, and not for the sake of who gave the bytes. */
    boolean writeFailed() {
        return writeFailed;
    }

    /** Returns how many bytes came since the call began. */
    long received() {
        return received;
    }

    /** Tells whether the other side ended the connection in this call. */
    boolean ended() {
        return ended;
    }

    private void arm() {
        if (timer != null) {
            guard.arm(timer.stepDeadline());
        }
    }

    private void disarm() throws SocketTimeoutException {
        if (!guard.disarm()) {
            throw new SocketTimeoutException("deadline");
        }
    }

    /** The head, or what frames the body, passed its bound. */
    static final class HeaderTooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        private final long limit;

        HeaderTooLarge(long limit) {
            super("more than " + limit + " bytes");
            this.limit = limit;
        }

        long limit() {
            return limit;
        }
    }

    private final class GuardedInput extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (received > budget) {
                throw new HeaderTooLarge(headBound);
            }
            arm();
            int n;
            try {
                n = pipe.read(bytes, offset, length);
            } catch (IOException e) {
                disarm();
                throw e;
            }
            disarm();
            if (n > 0) {
                received += n;
            } else if (closed) {
                // junixsocket reports its own closing as the peer's: a body that ends with the connection would pass
                // for complete.
                throw new SocketException("closed on this side");
            } else if (n < 0) {
                ended = true;
            }
            return n;
        }
    }

    private final class GuardedOutput extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            arm();
            try {
                pipe.write(bytes, offset, length);
            } catch (IOException e) {
                writeFailed = true;
                disarm();
                throw e;
            }
            disarm();
        }
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public boolean isFresh() {
        return pipe.isFresh();
    }

    @Override
    public void close() {
        closed = true;
        pipe.close();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    // HttpCore sets and does these on every socket; deadlines are the guard's.

    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void shutdownInput() {}

    @Override
    public void shutdownOutput() {}
}
