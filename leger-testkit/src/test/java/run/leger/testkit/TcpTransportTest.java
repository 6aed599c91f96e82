package run.leger.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Function;
import run.leger.core.Transport;
import run.leger.core.internal.PipeCalls;
import run.leger.core.internal.TcpConnector;

/** The contract over TCP with the parser of the Unix transports, as a LocalAPI on a port is spoken to: all of it. */
class TcpTransportTest extends UpgradeContract {
    @Override
    protected ServerSocketChannel listen(int backlog) throws IOException {
        return ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), backlog);
    }

    @Override
    protected FakeServer start(Function<FakeRequest, FakeResponse> handler) {
        return FakeServer.onLoopback(handler);
    }

    @Override
    protected Transport transportTo(FakeServer server) {
        return new PipeCalls(
                new TcpConnector(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), server.address().getPort())),
                8);
    }

    @Override
    protected Transport transportTo(ServerSocketChannel listener) {
        try {
            return new PipeCalls(new TcpConnector((InetSocketAddress) listener.getLocalAddress()), 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
