package run.leger.core.internal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;

/** A Unix socket through the JDK's channel, kept blocking: interruptible, and kind to virtual threads. */
final class ChannelPipe implements Pipe {
    /** The JDK keeps a direct buffer as large as the largest read, for each thread. */
    private static final int MOST_AT_ONCE = 64 << 10;

    private final SocketChannel channel;

    private ChannelPipe(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects. The closer is known before the call blocks, so that a watchdog can end it. */
    static ChannelPipe connect(Path path, Consumer<Pipe> created) throws IOException {
        ChannelPipe pipe = new ChannelPipe(SocketChannel.open(StandardProtocolFamily.UNIX));
        created.accept(pipe);
        try {
            pipe.channel.connect(UnixDomainSocketAddress.of(path));
            return pipe;
        } catch (IOException | RuntimeException e) {
            pipe.close();
            throw e;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(bytes, offset, Math.min(length, MOST_AT_ONCE)));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public boolean isFresh() {
        try {
            channel.configureBlocking(false);
            boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return silent;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String peerUser() throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to do for a descriptor that cannot be closed.
        }
    }
}
