package run.leger.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP/1.1 server for tests, on a Unix socket or on loopback: answers with a function, keeps what it was asked, and fails on demand.
 *
 * <p>One thread accepts and one serves each connection; all are daemons and end on close.
 */
public final class FakeServer implements AutoCloseable {
    private final ServerSocketChannel listener;
    private final @Nullable Path socket;
    private final Function<FakeRequest, FakeResponse> handler;
    private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final Queue<Fault> faults = new ArrayDeque<>();
    private final Thread acceptor;
    private final AtomicInteger accepted = new AtomicInteger();

    private FakeServer(
            ServerSocketChannel listener, @Nullable Path socket, Function<FakeRequest, FakeResponse> handler) {
        this.listener = listener;
        this.socket = socket;
        this.handler = handler;
        acceptor = new Thread(this::accept, "fake-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /**
     * Starts a server on a Unix socket.
     *
     * @param socket where; it must not exist yet, and is deleted on close
     * @param handler gives the answers; called on the connection's thread
     * @return the running server
     * @throws UncheckedIOException if it cannot listen there
     */
    public static FakeServer onUnixSocket(Path socket, Function<FakeRequest, FakeResponse> handler) {
        return start(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socket), socket, handler);
    }

    /**
     * Starts a server on a free port of 127.0.0.1.
     *
     * @param handler gives the answers; called on the connection's thread
     * @return the running server
     * @throws UncheckedIOException if it cannot listen
     */
    public static FakeServer onLoopback(Function<FakeRequest, FakeResponse> handler) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return start(StandardProtocolFamily.INET, new InetSocketAddress(loopback, 0), null, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FakeServer start(
            StandardProtocolFamily family,
            SocketAddress address,
            @Nullable Path socket,
            Function<FakeRequest, FakeResponse> handler) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open(family);
            listener.bind(address, 1024);
            return new FakeServer(listener, socket, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns where a server on loopback listens.
     *
     * @return {@code http://127.0.0.1:port}
     * @throws IllegalStateException if it listens on a Unix socket
     */
    public URI address() {
        try {
            if (listener.getLocalAddress() instanceof InetSocketAddress tcp) {
                return URI.create("http://127.0.0.1:" + tcp.getPort());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("this server listens on a Unix socket");
    }

    /**
     * Returns where a server on a Unix socket listens.
     *
     * @return the path
     * @throws IllegalStateException if it listens on loopback
     */
    public Path socket() {
        return Optional.ofNullable(socket)
                .orElseThrow(() -> new IllegalStateException("this server listens on loopback"));
    }

    /**
     * Makes the next requests fail, one each, in this order.
     *
     * @param next the faults
     * @return this server
     */
    public FakeServer failNext(Fault... next) {
        synchronized (faults) {
            faults.addAll(List.of(next));
        }
        return this;
    }

    /**
     * Returns what was asked so far.
     *
     * @return the requests in the order in which they were complete
     */
    public List<FakeRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * Returns how many connections are open.
     *
     * @return the number, as this side sees it
     */
    public int openConnections() {
        return connections.size();
    }

    /**
     * Returns how many connections were made so far.
     *
     * @return the number, closed ones included
     */
    public int acceptedConnections() {
        return accepted.get();
    }

    /** Closes the connections that are open now, and goes on listening. */
    public void dropConnections() {
        for (SocketChannel connection : connections) {
            close(connection);
        }
    }

    /** Stops listening, closes every connection and deletes the socket. */
    @Override
    public void close() {
        try {
            listener.close();
            // Until a thread that waits for a connection has woken up, the system still takes one.
            join(acceptor);
            dropConnections();
            if (socket != null) {
                Files.deleteIfExists(socket);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    FakeResponse answer(FakeRequest request) {
        requests.add(request);
        return handler.apply(request);
    }

    @Nullable
    Fault nextFault() {
        synchronized (faults) {
            return faults.poll();
        }
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel connection = listener.accept();
                accepted.incrementAndGet();
                connections.add(connection);
                if (!listener.isOpen()) {
                    close(connection);
                }
                Thread server = new Thread(() -> serve(connection), "fake-connection");
                server.setDaemon(true);
                server.start();
            } catch (IOException e) {
                // Closed, or a client that went away while it connected.
            }
        }
    }

    private void serve(SocketChannel connection) {
        try {
            new FakeConnection(this, connection).serve();
        } finally {
            close(connection);
        }
    }

    private void close(SocketChannel connection) {
        connections.remove(connection);
        try {
            // Closing alone takes effect only when a thread that reads on it has woken up, which may still get a
            // request.
            if (connection.isConnected()) {
                shutDown(connection);
            }
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void shutDown(SocketChannel connection) {
        try {
            // This way round: whoever streams an answer ends it when the input ends, and it must not look whole.
            connection.shutdownOutput();
            connection.shutdownInput();
        } catch (IOException e) {
            // The other side was faster.
        }
    }
}
