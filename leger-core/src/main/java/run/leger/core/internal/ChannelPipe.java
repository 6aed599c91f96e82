package run.leger.core.internal;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import run.leger.core.UnixPeer;

/** A socket through the JDK's channel, kept blocking: interruptible, and kind to virtual threads. */
final class ChannelPipe implements Pipe {
    /** The JDK keeps a direct buffer as large as the largest read, for each thread. */
    private static final int MOST_AT_ONCE = 64 << 10;

    private final SocketChannel channel;
    private final @Nullable Path path;
    private volatile @Nullable ChannelDuplex duplex;

    private ChannelPipe(SocketChannel channel, @Nullable Path path) {
        this.channel = channel;
        this.path = path;
    }

    /** Connects to a Unix socket. The closer is known before the call blocks, so that a watchdog can end it. */
    static ChannelPipe connect(Path path, Consumer<Runnable> opening) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        return connect(new ChannelPipe(SocketChannel.open(StandardProtocolFamily.UNIX), path), address, opening);
    }

    /** Connects over TCP. */
    static ChannelPipe connect(SocketAddress address, Consumer<Runnable> opening) throws IOException {
        return connect(new ChannelPipe(SocketChannel.open(), null), address, opening);
    }

    private static ChannelPipe connect(ChannelPipe pipe, SocketAddress address, Consumer<Runnable> opening)
            throws IOException {
        opening.accept(pipe::close);
        try {
            pipe.channel.connect(address);
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
    public UnixPeer peer() throws IOException {
        if (path == null) {
            return Pipe.super.peer();
        }
        return PeerNames.named(
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName(), path);
    }

    @Override
    public Duplex duplex() throws IOException {
        ChannelDuplex made = new ChannelDuplex(channel);
        duplex = made;
        return made;
    }

    @Override
    public void close() {
        ChannelDuplex open = duplex;
        if (open != null) {
            open.close();
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to do for a descriptor that cannot be closed.
        }
    }
}
