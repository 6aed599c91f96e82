package run.leger.tailscale;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallOptions;

/** What {@link TailscaleClient#socketFactory} gives. */
final class TailnetSockets extends SocketFactory {
    private final LocalApi api;
    private final CallOptions options;

    TailnetSockets(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    @Override
    public Socket createSocket() {
        return new TailnetSocket(api, options);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(InetSocketAddress.createUnresolved(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(String host, int port, @Nullable InetAddress localHost, int localPort)
            throws IOException {
        requireNoLocal(localHost, localPort);
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, @Nullable InetAddress localAddress, int localPort)
            throws IOException {
        requireNoLocal(localAddress, localPort);
        return createSocket(address, port);
    }

    private static void requireNoLocal(@Nullable InetAddress address, int port) throws SocketException {
        if (address != null && !address.isAnyLocalAddress() || port != 0) {
            throw new SocketException("the daemon chooses the local address of a connection through the tailnet");
        }
    }

    private Socket connected(InetSocketAddress target) throws IOException {
        TailnetSocket socket = new TailnetSocket(api, options);
        socket.connect(target, 0);
        return socket;
    }
}
