package run.leger.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnixPeer;

/** Calls to one address: the pool of connections, the one permitted repetition, and the way from failures to typed errors. */
public final class PipeCalls implements Transport {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Connector connector;
    private final int keepIdle;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<PipeConnection> idle = new ArrayDeque<>();
    private final Set<Runnable> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Nothing is opened before the first call. */
    public PipeCalls(Connector connector, int keepIdle) {
        this.connector = connector;
        this.keepIdle = keepIdle;
    }

    /** Sends, and repeats once where that is safe. */
    @Override
    public TransportResponse send(TransportRequest request, CallOptions given) {
        CallOptions options = given.orElse(CallOptions.defaults());
        CallTimer timer = new CallTimer(options);
        Lease lease = lease(request.operation(), options, timer, false);
        try {
            return exchange(request, options, timer, lease);
        } catch (StaleConnection e) {
            return exchange(request, options, timer, lease(request.operation(), options, timer, true));
        }
    }

    /** Connects for a protocol that is not HTTP at all. Closing this object closes the socket. */
    public Socket connect(String operation, CallOptions given) {
        CallOptions options = given.orElse(CallOptions.defaults());
        requireOpen(operation);
        Lease lease = connect(operation, options, new CallTimer(options));
        try {
            return lease.upgraded();
        } catch (IOException | HttpException e) {
            throw lease.aborted(e);
        }
    }

    /** Asks the kernel who is on the other side. */
    public UnixPeer peer(CallOptions given) {
        CallOptions options = given.orElse(CallOptions.defaults());
        Lease lease = connect("connect", options, new CallTimer(options));
        try {
            return lease.pipe.peer();
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
        PipeConnection connection = lease.connection;
        boolean kept = connection.wasKept();
        try {
            ClassicHttpResponse response = connection.exchange(
                    request, connector.host(), timer, options.maxHeaderBytes().orElseThrow());
            boolean reusable = connection.keepsAlive(response);
            Headers headers = headers(response);
            if (response.getCode() == 101) {
                return new TransportResponse(headers, lease.upgraded());
            }
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
            LegerException failure = lease.aborted(e);
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

    private Lease lease(String operation, CallOptions options, CallTimer timer, boolean fresh) {
        requireOpen(operation);
        while (!fresh) {
            PipeConnection kept = popIdle();
            if (kept == null) {
                break;
            }
            if (kept.isFresh()) {
                return new Lease(operation, options, timer, kept);
            }
            kept.abort();
        }
        return connect(operation, options, timer);
    }

    private @Nullable PipeConnection popIdle() {
        long now = Watchdog.now();
        List<PipeConnection> old = new ArrayList<>();
        lock.lock();
        try {
            while (!idle.isEmpty() && now - idle.peekLast().idleSince > IDLE_NANOS) {
                old.add(idle.removeLast());
            }
            return idle.pollFirst();
        } finally {
            lock.unlock();
            old.forEach(PipeConnection::abort);
        }
    }

    private Lease connect(String operation, CallOptions options, CallTimer timer) {
        Lease lease = new Lease(operation, options, timer, null);
        try {
            lease.open();
            return lease;
        } catch (IOException | RuntimeException e) {
            try {
                throw lease.connectFailure(e);
            } finally {
                lease.abort();
            }
        }
    }

    private void keep(PipeConnection connection) {
        connection.idleSince = Watchdog.now();
        PipeConnection surplus = null;
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
            throw new ClientClosedException(
                    operation + " at " + connector.address() + ": the client is closed", null, null);
        }
    }

    @Override
    public void close() {
        List<PipeConnection> kept;
        lock.lock();
        try {
            closed = true;
            kept = new ArrayList<>(idle);
            idle.clear();
        } finally {
            lock.unlock();
        }
        kept.forEach(PipeConnection::abort);
        running.forEach(Runnable::run);
    }

    /** A connection while one call has it, from before it is open until it is kept or gone. */
    private final class Lease implements Connector.Attempt {
        private final String operation;
        private final CallOptions options;
        private final CallTimer timer;
        private final Runnable aborter = this::abort;
        private volatile @Nullable Runnable opening;
        private @Nullable Guard guard;
        private Pipe pipe;
        private PipeConnection connection;

        @SuppressWarnings("NullAway") // A lease without a connection is opened before anybody sees it.
        Lease(String operation, CallOptions options, CallTimer timer, @Nullable PipeConnection connection) {
            this.operation = operation;
            this.options = options;
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
            pipe = connector.connect(this);
            opening(pipe::close);
            if (!armed.disarm()) {
                throw new IOException("deadline");
            }
            connection = new PipeConnection(pipe, armed);
            if (closed) {
                throw new IOException("closed");
            }
        }

        @Override
        public String operation() {
            return operation;
        }

        @Override
        public CallOptions options() {
            return options;
        }

        @Override
        public void opening(Runnable closer) {
            opening = closer;
            if (closed || guard != null && guard.wasCut()) {
                closer.run();
            }
        }

        private void closeOpening() {
            Runnable half = opening;
            if (half != null) {
                half.run();
            }
        }

        /** Hands the connection over: no deadline of the call holds any longer, but closing the transport still ends it. */
        Socket upgraded() throws IOException, HttpException {
            byte[] ahead = connection.takeAhead();
            return new DuplexSocket(connection.upgraded(), ahead, aborter);
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
            return Failures.ofCall(e, operation, connector.address(), wasCut() ? timer : null, closed, connection);
        }

        /** Ends it, and tells why: what the connection knows of that is asked before it is gone. */
        LegerException aborted(Exception e) {
            try {
                return failure(e);
            } finally {
                abort();
            }
        }

        LegerException connectFailure(Exception e) {
            LegerException givenUp =
                    Failures.givenUp(e, operation, connector.address(), wasCut() ? timer : null, closed);
            if (givenUp != null) {
                return givenUp;
            }
            return e instanceof LegerException typed ? typed : connector.failure(e, operation);
        }
    }
}
