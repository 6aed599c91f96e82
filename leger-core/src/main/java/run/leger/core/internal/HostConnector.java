package run.leger.core.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import run.leger.core.IpAddress;
import run.leger.core.LegerException;

/** The way to a host over TCP: its addresses one after another, and TLS where there is a context for it. */
public final class HostConnector implements Connector {
    private final URI base;
    private final String host;
    private final int port;
    private final @Nullable SSLContext tls;

    /** Nothing is resolved or opened before the first call. */
    public HostConnector(URI base, @Nullable SSLContext tls) {
        String named = base.getHost();
        this.base = base;
        this.host = named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
        this.port = base.getPort() >= 0 ? base.getPort() : tls == null ? 80 : 443;
        this.tls = tls;
    }

    @Override
    public Pipe connect(Attempt attempt) throws IOException {
        IOException failure = null;
        for (InetAddress address : addresses(attempt)) {
            try {
                ChannelPipe pipe = open(new InetSocketAddress(address, port), attempt);
                return tls == null ? pipe : TlsLayer.over(socket(pipe), host, port, tls);
            } catch (ConnectException | NoRouteToHostException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure == null ? new ConnectException("no address") : failure;
    }

    /**
     * A connection that was reset before it stood is only told from others by words in the user's language, so a second one is tried. No
     * byte was sent.
     */
    private static ChannelPipe open(InetSocketAddress address, Attempt attempt) throws IOException {
        try {
            return ChannelPipe.connect(address, attempt::opening);
        } catch (SocketException e) {
            if (e.getClass() != SocketException.class) {
                throw e;
            }
            return ChannelPipe.connect(address, attempt::opening);
        }
    }

    private static VirtualSocket socket(ChannelPipe pipe) throws IOException {
        return new DuplexSocket(pipe.duplex(), new byte[0], pipe::close);
    }

    /** In a thread of its own: a resolver knows neither deadlines nor interrupts. */
    private InetAddress[] addresses(Attempt attempt) throws IOException {
        Optional<InetAddress> literal = literal();
        if (literal.isPresent()) {
            return new InetAddress[] {literal.get()};
        }
        if (Thread.currentThread().isInterrupted()) {
            // A task that has ended by the time it is asked does not tell of an interrupt.
            throw new InterruptedIOException("interrupted before the host name was looked up");
        }
        FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> InetAddress.getAllByName(host));
        Thread resolver = new Thread(lookup, "leger-resolve");
        resolver.setDaemon(true);
        attempt.opening(() -> lookup.cancel(true));
        resolver.start();
        try {
            return lookup.get();
        } catch (InterruptedException e) {
            lookup.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the host name was looked up");
        } catch (CancellationException e) {
            throw new IOException("given up while the host name was looked up", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    private Optional<InetAddress> literal() {
        try {
            return Optional.of(IpAddress.of(host).inetAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String address() {
        return base.toString();
    }

    @Override
    public String host() {
        return base.getRawAuthority();
    }

    @Override
    public LegerException failure(Exception e, String operation) {
        return Failures.ofSocketConnect(e, operation, address());
    }
}
