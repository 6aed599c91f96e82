package run.leger.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.Objects;

/** What is left of an HTTP connection after a 101: a plain socket, which begins with the bytes that came along with the head. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // no lock may be held over I/O, and closing must not wait
final class DuplexSocket extends VirtualSocket {
    private final Duplex duplex;
    private final byte[] ahead;
    private final Runnable closer;
    private final InputStream in = new Input();
    private final OutputStream out = new Output();
    private int taken;
    private volatile int soTimeout;
    private volatile boolean closed;

    DuplexSocket(Duplex duplex, byte[] ahead, Runnable closer) {
        this.duplex = duplex;
        this.ahead = ahead;
        this.closer = closer;
    }

    private void requireOpen() throws SocketException {
        if (closed) {
            throw new SocketException("Socket closed");
        }
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            requireOpen();
            if (length == 0) {
                return 0;
            }
            if (isInputShutdown()) {
                return -1;
            }
            int left = ahead.length - taken;
            if (left > 0) {
                int n = Math.min(left, length);
                System.arraycopy(ahead, taken, bytes, offset, n);
                taken += n;
                return n;
            }
            int n = duplex.read(bytes, offset, length, soTimeout);
            if (n < 0) {
                requireOpen();
            }
            return n;
        }

        @Override
        public int available() throws IOException {
            requireOpen();
            return ahead.length - taken;
        }

        @Override
        public void close() {
            DuplexSocket.this.close();
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            requireOpen();
            duplex.write(bytes, offset, length);
        }

        @Override
        public void close() {
            DuplexSocket.this.close();
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        requireOpen();
        return in;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        requireOpen();
        return out;
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        requireOpen();
        if (millis < 0) {
            throw new IllegalArgumentException("a negative timeout: " + millis);
        }
        soTimeout = millis;
    }

    @Override
    public int getSoTimeout() throws SocketException {
        requireOpen();
        return soTimeout;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closer.run();
        }
    }

    @Override
    public boolean isFresh() {
        return !closed && taken == ahead.length && duplex.isSilent();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public String toString() {
        return "Socket[after an HTTP upgrade]";
    }
}
