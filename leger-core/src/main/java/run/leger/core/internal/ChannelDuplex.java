package run.leger.core.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JDK channel that waits in selectors: a blocking one knows no time limit but being closed, and a socket's read must survive its
 * timeout. Each direction has a selector of its own, made when it first has to wait.
 */
final class ChannelDuplex implements Duplex {
    private final SocketChannel channel;
    private final Readiness readable = new Readiness(SelectionKey.OP_READ);
    private final Readiness writable = new Readiness(SelectionKey.OP_WRITE);

    ChannelDuplex(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
    }

    @Override
    public int read(byte[] bytes, int offset, int length, int timeoutMillis) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        long begin = System.nanoTime();
        try {
            int n = channel.read(buffer);
            while (n == 0 && length > 0) {
                readable.await(begin, TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
                n = channel.read(buffer);
            }
            return n;
        } catch (ClosedChannelException | ClosedSelectorException e) {
            throw closed(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                if (channel.write(buffer) == 0) {
                    writable.await(0, 0);
                }
            }
        } catch (ClosedChannelException | ClosedSelectorException e) {
            throw closed(e);
        }
    }

    @Override
    public boolean isSilent() {
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static SocketException closed(Exception e) {
        SocketException closed = new SocketException("Socket closed");
        closed.initCause(e);
        return closed;
    }

    /** Closes the channel first: its descriptor goes when no selector has it any more. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to do for a descriptor that cannot be closed.
        }
        readable.close();
        writable.close();
    }

    private final class Readiness {
        private final int operation;
        private @Nullable Selector selector;

        Readiness(int operation) {
            this.operation = operation;
        }

        /** Waits until the channel is ready, or just so; 0 nanoseconds are for ever. */
        void await(long begin, long nanos) throws IOException {
            Selector waiting = open();
            if (nanos == 0) {
                waiting.select(key -> {});
            } else {
                long left = begin + nanos - System.nanoTime();
                if (left <= 0) {
                    throw new SocketTimeoutException("no byte within " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
                }
                waiting.select(key -> {}, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            }
            if (Thread.currentThread().isInterrupted()) {
                ChannelDuplex.this.close();
                throw new InterruptedIOException("the thread was interrupted");
            }
        }

        private synchronized Selector open() throws IOException {
            Selector existing = selector;
            if (existing != null) {
                return existing;
            }
            if (!channel.isOpen()) {
                throw new ClosedChannelException();
            }
            Selector made = Selector.open();
            selector = made;
            channel.register(made, operation);
            return made;
        }

        private synchronized void close() {
            try {
                if (selector != null) {
                    selector.close();
                }
            } catch (IOException e) {
                // As above.
            }
        }
    }
}
