package run.leger.core;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import run.leger.core.internal.PipeCalls;
import run.leger.core.internal.UnixConnector;

/**
 * HTTP/1.1 over a Unix socket. Keeps a few connections for reuse, the last used first; opens one for each call that runs at the same time.
 *
 * <p>Safe for use by many threads, virtual ones included. Threads: one daemon thread for the deadlines of all transports of the process,
 * which ends when no connection is left.
 */
public final class UnixTransport implements Transport {
    private final PipeCalls calls;
    private final Path socket;

    private UnixTransport(Builder builder) {
        socket = builder.socket;
        calls = new PipeCalls(
                new UnixConnector(builder.socket, builder.sockets, builder.trustedPeers), builder.keepIdle);
    }

    /**
     * Starts a transport to a socket.
     *
     * @param socket its path; it need not exist yet
     * @return a builder
     */
    public static Builder builder(Path socket) {
        return new Builder(socket);
    }

    @Override
    public TransportResponse send(TransportRequest request, CallOptions options) {
        return calls.send(Objects.requireNonNull(request, "request"), Objects.requireNonNull(options, "options"));
    }

    /**
     * Returns the path of the socket.
     *
     * @return the path as it was given
     */
    public Path socket() {
        return socket;
    }

    /**
     * Connects, and returns who answers.
     *
     * @param options deadlines
     * @return the operating-system user on the other side, and what else is known of it
     * @throws TransportException if nobody answers, or somebody who is not trusted
     */
    public UnixPeer peer(CallOptions options) {
        return calls.peer(options);
    }

    @Override
    public void close() {
        calls.close();
    }

    /** Settings of a {@link UnixTransport}. */
    public static final class Builder {
        private final Path socket;
        private UnixSockets sockets = UnixSockets.JDK;
        private int keepIdle = 8;
        private Optional<Set<String>> trustedPeers = Optional.empty();

        private Builder(Path socket) {
            this.socket = Objects.requireNonNull(socket, "socket");
        }

        /**
         * Chooses the implementation.
         *
         * @param implementation which; the default is {@link UnixSockets#JDK}
         * @return this builder
         * @throws IllegalStateException if junixsocket is chosen and not there
         */
        public Builder sockets(UnixSockets implementation) {
            UnixConnector.requireAvailable(implementation);
            sockets = implementation;
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
         * Trusts only these users to answer: each new connection is checked, by the kernel's word, before a byte is sent.
         *
         * @param users names, or numbers as text. With junixsocket the name is known of the socket's owner and of this process's own user
         *     only: name others by number there
         * @return this builder
         */
        public Builder trustedPeers(Set<String> users) {
            trustedPeers = Optional.of(Set.copyOf(users));
            return this;
        }

        /**
         * Makes the transport. Nothing is opened yet.
         *
         * @return the transport
         */
        public UnixTransport build() {
            return new UnixTransport(this);
        }
    }
}
