package run.leger.core;

import java.net.URI;
import java.nio.file.Path;

/**
 * The pipe under a client: sends one request and returns the answer's head, with the body still to be read.
 *
 * <p>Implementations are safe for use by many threads, block the calling thread, honour every deadline and bound of the {@link
 * CallOptions}, and never send a request twice unless it is idempotent and the first try died with a kept connection before any byte
 * came back. Interrupting the calling thread, or closing the transport from another one, ends a waiting call and frees its connection.
 *
 * <p>A request with the headers {@code Connection} and {@code Upgrade} asks for another protocol. Where the answer is 101, {@link
 * TransportResponse#connection()} is the connection. A {@link UnixTransport} can do that, an {@link HttpTransport} cannot.
 *
 * <p>A body with the header {@code Expect: 100-continue} is sent only once the server asks for it with an interim answer, and not at all where the
 * answer comes first; {@link ConnectionLostException#bodyUnsent()} tells of a connection that broke before. Use it where the server is known to ask: the
 * header deadline ends the wait. An {@link HttpTransport} sends such a body at once.
 *
 * <p>A lambda is a transport too, which is how a test answers without a socket.
 */
@FunctionalInterface
public interface Transport extends AutoCloseable {
    /**
     * Sends a request and waits for the head of the answer.
     *
     * @param request what to send
     * @param options deadlines and bounds; what they leave open is the transport's default
     * @return the answer, whatever its status; the caller closes it
     * @throws UnavailableException if nobody answers at the address
     * @throws UntrustedPeerException if somebody else answers
     * @throws DeadlineExceededException if a deadline passed
     * @throws CallInterruptedException if the thread was interrupted
     * @throws ConnectionLostException if the connection broke
     * @throws ClientClosedException if the transport was closed
     * @throws MalformedReplyException if the answer is not HTTP, or passes a bound
     */
    TransportResponse send(TransportRequest request, CallOptions options);

    /** Frees every connection and ends the calls that wait on them. Closing twice does nothing. */
    @Override
    default void close() {}

    /**
     * Returns a transport over a Unix socket, with the JDK's own channels and the default settings.
     *
     * @param socket the path of the socket; it need not exist yet
     * @return the transport
     */
    static UnixTransport unixSocket(Path socket) {
        return UnixTransport.builder(socket).build();
    }

    /**
     * Returns a transport over TCP with the JDK's HTTP client and the default settings.
     *
     * @param base scheme, host, port, and a path that is put before each target
     * @return the transport
     * @throws IllegalArgumentException if the address is not http or https with a host
     */
    static HttpTransport http(URI base) {
        return HttpTransport.builder(base).build();
    }
}
