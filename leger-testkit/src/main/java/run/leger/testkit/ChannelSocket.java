package run.leger.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A channel of either family in the shape that HttpCore binds to. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // closing must not wait for a blocked read
final class ChannelSocket extends Socket {
    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    ChannelSocket(SocketChannel channel) {
        this.channel = channel;
        this.in = ChannelStreams.in(channel);
        this.out = ChannelStreams.out(channel);
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
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setSoLinger(boolean on, int linger) {}

    @Override
    public void shutdownInput() {}

    @Override
    public void shutdownOutput() {}

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return null;
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return null;
    }
}
