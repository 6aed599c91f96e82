package run.leger.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallOptions;
import run.leger.core.ClientClosedException;
import run.leger.core.Headers;
import run.leger.core.LegerException;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnixSockets;
import run.leger.core.UntrustedPeerException;

/** Calls over one Unix socket: the pool of connections, the one permitted repetition, and the way from failures to typed errors. */
public final class UnixCalls implements AutoCloseable {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Path path;
    private final UnixSockets sockets;
    private final int keepIdle;
    private final Optional<Set<String>> trustedPeers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<UnixConnection> idle = new ArrayDeque<>();
    private final Set<Runnable> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Nothing is opened before the first call. */
    public UnixCalls(Path path, UnixSockets sockets, int keepIdle, Optional<Set<String>> trustedPeers) {
        this.path = path;
        this.sockets = sockets;
        this.keepIdle = keepIdle;
        this.trustedPeers = trustedPeers;
    }

    /** Fails where junixsocket is asked for and not on the module or class path. */
    public static void requireAvailable(UnixSockets sockets) {
        if (sockets == UnixSockets.JUNIXSOCKET) {
            OptionalLibrary.require(
                    UnixCalls.class,
                    "org.newsclub.net.unix.AFUNIXSocket",
                    "junixsocket",
                    "com.kohlschutter.junixsocket:junixsocket-core (type pom)");
        }
    }

    /** Sends, and repeats once where that is safe. The options are complete. */
    public TransportResponse send(TransportRequest request, CallOptions options) {
        CallTimer timer = new CallTimer(options);
        Lease lease = lease(request.operation(), timer, false);
        try {
            return exchange(request, options, timer, lease);
        } catch (StaleConnection e) {
            return exchange(request, options, timer, lease(request.operation(), timer, true));
        }
    }

    /** Asks the kernel who is on the other side. */
    public String peerUser(CallOptions options) {
        CallTimer timer = new CallTimer(options);
        Lease lease = connect("connect", timer);
        try {
            return lease.pipe.peerUser();
        } catch (IOException e) {
            throw lease.failure(e);
        } finally {
            lease.abort();
        }
    }

    /** The kept connection was dead, and nothing of the answer came: the call may be made again. */
    private static final class StaleConnection extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StaleConnection(Throwable cause) {
            super(null, cause, false, false);
        }
    }

    private TransportResponse exchange(TransportRequest request, CallOptions options, CallTimer timer, Lease lease) {
        UnixConnection connection = lease.connection;
        boolean kept = connection.wasKept();
        try {
            ClassicHttpResponse response = connection.exchange(
                    request, "localhost", timer, options.maxHeaderBytes().orElseThrow());
            boolean reusable = connection.keepsAlive(response);
            Headers headers = headers(response);
            if (response.getEntity() == null) {
                lease.end(reusable);
                return new TransportResponse(response.getCode(), headers, InputStream.nullInputStream());
            }
            InputStream content = connection.content(response);
            long bound = options.maxBodyBytes().orElseThrow();
            return new TransportResponse(
                    response.getCode(),
                    headers,
                    new BodyStream(content, bound, lease.operation, lease.ending(reusable)));
        } catch (IOException | HttpException | RuntimeException e) {
            boolean untouched = kept && !connection.receivedAnything() && !connection.wasCut();
            LegerException failure;
            try {
                failure = lease.failure(e);
            } finally {
                lease.abort();
            }
            if (untouched
                    && request.idempotent()
                    && !closed
                    && !Thread.currentThread().isInterrupted()
                    && e instanceof IOException) {
                throw new StaleConnection(e);
            }
            throw failure;
        }
    }

    private static Headers headers(ClassicHttpResponse response) {
        Header[] all = response.getHeaders();
        List<Headers.Field> fields = new ArrayList<>(all.length);
        for (Header header : all) {
            try {
                fields.add(new Headers.Field(header.getName(), header.getValue() == null ? "" : header.getValue()));
            } catch (IllegalArgumentException e) {
                // A field that HTTP does not allow says nothing that a client may rely on.
            }
        }
        return new Headers(fields);
    }

    private Lease lease(String operation, CallTimer timer, boolean fresh) {
        requireOpen(operation);
        while (!fresh) {
            UnixConnection kept = popIdle();
            if (kept == null) {
                break;
            }
            if (kept.isFresh()) {
                return new Lease(operation, timer, kept);
            }
            kept.abort();
        }
        return connect(operation, timer);
    }

    private @Nullable UnixConnection popIdle() {
        long now = Watchdog.now();
        List<UnixConnection> old = new ArrayList<>();
        lock.lock();
        try {
            while (!idle.isEmpty() && now - idle.peekLast().idleSince > IDLE_NANOS) {
                old.add(idle.removeLast());
            }
            return idle.pollFirst();
        } finally {
            lock.unlock();
            old.forEach(UnixConnection::abort);
        }
    }

    private Lease connect(String operation, CallTimer timer) {
        Lease lease = new Lease(operation, timer, null);
        try {
            lease.open();
            return lease;
        } catch (IOException | RuntimeException e) {
            try {
                throw e instanceof LegerException typed ? typed : lease.connectFailure(e);
            } finally {
                lease.abort();
            }
        }
    }

    private void keep(UnixConnection connection) {
        connection.idleSince = Watchdog.now();
        UnixConnection surplus = null;
        lock.lock();
        try {
            if (closed || keepIdle == 0) {
                surplus = connection;
            } else {
                idle.addFirst(connection);
                surplus = idle.size() > keepIdle ? idle.removeLast() : null;
            }
        } finally {
            lock.unlock();
        }
        if (surplus != null) {
            surplus.abort();
        }
    }

    private void requireOpen(String operation) {
        if (closed) {
            throw new ClientClosedException(operation + " at " + path + ": the client is closed", null, null);
        }
    }

    @Override
    public void close() {
        List<UnixConnection> kept;
        lock.lock();
        try {
            closed = true;
            kept = new ArrayList<>(idle);
            idle.clear();
        } finally {
            lock.unlock();
        }
        kept.forEach(UnixConnection::abort);
        running.forEach(Runnable::run);
    }

    /** A connection while one call has it, from before it is open until it is kept or gone. */
    private final class Lease {
        private final String operation;
        private final CallTimer timer;
        private final Runnable aborter = this::abort;
        private volatile @Nullable Pipe opening;
        private @Nullable Guard guard;
        private Pipe pipe;
        private UnixConnection connection;

        @SuppressWarnings("NullAway") // A lease without a connection is opened before anybody sees it.
        Lease(String operation, CallTimer timer, @Nullable UnixConnection connection) {
            this.operation = operation;
            this.timer = timer;
            this.connection = connection;
            running.add(aborter);
            if (closed) {
                abort();
                requireOpen(operation);
            }
        }

        void open() throws IOException {
            Guard armed = new Guard(this::closeOpening);
            guard = armed;
            armed.arm(timer.stepDeadline());
            pipe = sockets == UnixSockets.JDK
                    ? ChannelPipe.connect(path, created -> opening = created)
                    : JunixPipe.connect(path, created -> opening = created);
            if (!armed.disarm()) {
                throw new IOException("deadline");
            }
            if (trustedPeers.isPresent()) {
                requireTrusted(pipe.peerUser(), trustedPeers.get());
            }
            connection = new UnixConnection(pipe, armed);
            if (closed) {
                throw new IOException("closed");
            }
        }

        private void requireTrusted(String peer, Set<String> trusted) {
            if (!trusted.contains(peer)) {
                throw new UntrustedPeerException(
                        peer,
                        operation + " at " + path + ": user " + peer + " answers there, and is not one of "
                                + trusted.stream().sorted().toList(),
                        "if " + peer
                                + " is meant to run this service, name it as a trusted user; otherwise find out who put the socket there");
            }
        }

        private void closeOpening() {
            Pipe half = opening;
            if (half != null) {
                half.close();
            }
        }

        BodyStream.Ending ending(boolean reusable) {
            return new BodyStream.Ending() {
                @Override
                public void atEnd() {
                    end(reusable);
                }

                @Override
                public void early() {
                    abort();
                }

                @Override
                public LegerException failure(IOException e) {
                    return Lease.this.failure(e);
                }
            };
        }

        void end(boolean reusable) {
            if (running.remove(aborter) && reusable) {
                keep(connection);
            } else {
                abort();
            }
        }

        void abort() {
            running.remove(aborter);
            if (connection != null) {
                connection.abort();
            } else {
                closeOpening();
                if (guard != null) {
                    guard.release();
                }
            }
        }

        private boolean wasCut() {
            return connection != null ? connection.wasCut() : guard != null && guard.wasCut();
        }

        LegerException failure(Exception e) {
            return Failures.ofCall(e, operation, path.toString(), wasCut() ? timer : null, closed);
        }

        LegerException connectFailure(Exception e) {
            return Failures.ofUnixConnect(e, operation, path, wasCut() ? timer : null, closed);
        }
    }
}
