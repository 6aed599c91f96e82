package run.leger.core;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import run.leger.core.internal.HostConnector;
import run.leger.core.internal.HttpBase;
import run.leger.core.internal.PipeCalls;
import run.leger.core.internal.TlsLayer;

/**
 * HTTP/1.1 over TCP by blocking connections, each call in the thread that makes it: for many small calls to one server it takes a fraction
 * of the time of {@link HttpTransport}, which changes threads several times a call. Keeps a few connections for reuse, the last used first;
 * opens one for each call that runs at the same time.
 *
 * <p>Safe for use by many threads, virtual ones included. Redirects are not followed, and no proxy is used: {@link HttpTransport} can do
 * that. Over https the certificate must be for the host of the address. The addresses of a name are tried in the order of the resolver.
 *
 * <p>Deadlines: {@link CallOptions#connectTimeout()} covers looking the name up, connecting and the TLS handshake. An idempotent call
 * whose kept connection died before a byte of the answer came is made once more.
 *
 * <p>Threads: one daemon thread for the deadlines of all transports of the process, which ends when no connection is left, and one for each
 * look-up of a name while it lasts.
 */
public final class TcpTransport implements Transport {
    private final PipeCalls calls;
    private final URI base;
    private final String prefix;

    private TcpTransport(Builder builder) {
        base = builder.base;
        prefix = HttpBase.prefix(base);
        calls = new PipeCalls(new HostConnector(base, TlsLayer.contextFor(base, builder.sslContext)), builder.keepIdle);
    }

    /**
     * Starts a transport to an address.
     *
     * @param base scheme, host, port, and a path that is put before each target
     * @return a builder
     * @throws IllegalArgumentException if the address is not http or https with a host, or has a query, a fragment or user info
     */
    public static Builder builder(URI base) {
        return new Builder(base);
    }

    @Override
    public TransportResponse send(TransportRequest request, CallOptions options) {
        return calls.send(HttpBase.behind(prefix, request), Objects.requireNonNull(options, "options"));
    }

    /**
     * Returns the address that targets are put behind.
     *
     * @return the address as it was given
     */
    public URI base() {
        return base;
    }

    @Override
    public void close() {
        calls.close();
    }

    /** Settings of a {@link TcpTransport}. */
    public static final class Builder {
        private final URI base;
        private Optional<SSLContext> sslContext = Optional.empty();
        private int keepIdle = 8;

        private Builder(URI base) {
            HttpBase.require(base);
            this.base = base;
        }

        /**
         * Chooses whom to trust, and as whom to appear, over https.
         *
         * @param context the context; the default is the JDK's own
         * @return this builder
         */
        public Builder sslContext(SSLContext context) {
            sslContext = Optional.of(Objects.requireNonNull(context, "context"));
            return this;
        }

        /**
         * Sets how many idle connections are kept for reuse.
         *
         * @param connections the number, 0 for a new connection for each call; the default is 8
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder keepIdle(int connections) {
            if (connections < 0) {
                throw new IllegalArgumentException("a negative number of connections: " + connections);
            }
            keepIdle = connections;
            return this;
        }

        /**
         * Makes the transport. Nothing is looked up or opened yet.
         *
         * @return the transport
         */
        public TcpTransport build() {
            return new TcpTransport(this);
        }
    }
}
