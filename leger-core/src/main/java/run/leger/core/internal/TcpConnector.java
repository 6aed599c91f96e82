package run.leger.core.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import run.leger.core.LegerException;

/** The way to a TCP address that needs no name to be resolved. */
public final class TcpConnector implements Connector {
    private final InetSocketAddress target;

    /** Nothing is opened before the first call. */
    public TcpConnector(InetSocketAddress target) {
        this.target = target;
    }

    @Override
    public Pipe connect(Attempt attempt) throws IOException {
        return ChannelPipe.connect(target, attempt::opening);
    }

    @Override
    public String address() {
        return host();
    }

    @Override
    public String host() {
        String host = target.getHostString();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + target.getPort();
    }

    @Override
    public LegerException failure(Exception e, String operation) {
        return Failures.ofSocketConnect(e, operation, address());
    }
}
