package run.leger.tailscale;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;
import run.leger.core.DeadlineExceededException;
import run.leger.core.IpAddress;
import run.leger.core.LegerException;
import run.leger.core.UnavailableException;
import run.leger.core.internal.VirtualSocket;

/** A socket that connects through the daemon, and is what that gave it from then on. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // closing must not wait
final class TailnetSocket extends VirtualSocket {
    private final LocalApi api;
    private final CallOptions options;
    private final Object lock = new Object();
    private @Nullable Thread dialing;
    private boolean cancelled;
    private int soTimeout;
    private volatile @Nullable InetSocketAddress target;
    private volatile @Nullable Socket connected;
    private volatile boolean closed;

    TailnetSocket(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /** Connects, and fails with the errors of this library. */
    void dial(Dial dial, CallOptions deadlines) throws SocketException {
        begin();
        Socket made = null;
        try {
            made = dial.through(api, deadlines);
        } finally {
            end(dial, made);
        }
    }

    private void begin() throws SocketException {
        synchronized (lock) {
            requireOpen();
            if (dialing != null || connected != null) {
                throw new SocketException("already connected");
            }
            dialing = Thread.currentThread();
        }
        api.closeWithClient(this, this::close);
    }

    private void end(Dial dial, @Nullable Socket made) throws SocketException {
        synchronized (lock) {
            dialing = null;
            if (cancelled) {
                // The interrupt was close()'s means to an end. One of somebody else's at the same moment goes with it.
                Thread.interrupted();
            }
            if (made != null && !closed) {
                made.setSoTimeout(soTimeout);
                target = InetSocketAddress.createUnresolved(dial.host(), dial.port());
                connected = made;
                return;
            }
        }
        api.forget(this);
        if (made != null) {
            close(made);
        }
        if (closed) {
            throw new SocketException("Socket closed");
        }
    }

    /** Any address will do, resolved here or not: what it was made of is what the daemon is asked for. */
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (!(endpoint instanceof InetSocketAddress address)) {
            throw new IllegalArgumentException("not a host with a port: " + endpoint);
        }
        if (timeout < 0) {
            throw new IllegalArgumentException("a negative timeout: " + timeout);
        }
        CallOptions deadlines = options;
        if (timeout > 0) {
            Duration limit = Duration.ofMillis(timeout);
            deadlines =
                    options.withConnectTimeout(limit).withHeaderTimeout(limit).withDeadline(limit);
        }
        try {
            dial(new Dial(address.getHostString(), address.getPort()), deadlines);
        } catch (LegerException e) {
            throw inSocketWords(e);
        }
    }

    private static IOException inSocketWords(LegerException e) {
        IOException failure;
        if (e instanceof DeadlineExceededException) {
            failure = new SocketTimeoutException(e.getMessage());
        } else if (e instanceof CallInterruptedException) {
            failure = new InterruptedIOException(e.getMessage());
        } else if (e instanceof UnavailableException u && u.reason() == UnavailableException.Reason.UNKNOWN_HOST) {
            failure = new UnknownHostException(e.getMessage());
        } else {
            failure = new ConnectException(e.getMessage());
        }
        failure.initCause(e);
        return failure;
    }

    private void requireOpen() throws SocketException {
        if (closed) {
            throw new SocketException("Socket closed");
        }
    }

    private Socket connected() throws SocketException {
        requireOpen();
        Socket socket = connected;
        if (socket == null) {
            throw new SocketException("Socket is not connected");
        }
        return socket;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return connected().getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return connected().getOutputStream();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        requireOpen();
        if (millis < 0) {
            throw new IllegalArgumentException("a negative timeout: " + millis);
        }
        synchronized (lock) {
            soTimeout = millis;
            if (connected != null) {
                connected.setSoTimeout(millis);
            }
        }
    }

    @Override
    public int getSoTimeout() throws SocketException {
        requireOpen();
        synchronized (lock) {
            return soTimeout;
        }
    }

    @Override
    public void shutdownInput() throws SocketException {
        Socket socket = connected();
        try {
            socket.shutdownInput();
        } catch (IOException e) {
            throw new SocketException(e.getMessage());
        }
        super.shutdownInput();
    }

    @Override
    public boolean isFresh() {
        return !closed && connected instanceof VirtualSocket socket && socket.isFresh();
    }

    @Override
    public boolean isConnected() {
        return connected != null;
    }

    @Override
    public boolean isClosed() {
        Socket socket = connected;
        return closed || socket != null && socket.isClosed();
    }

    /** The address, where that is what was asked for: which one the daemon found for a name is not told. */
    @Override
    public @Nullable InetAddress getInetAddress() {
        InetSocketAddress asked = target;
        try {
            return asked == null ? null : IpAddress.of(asked.getHostString()).inetAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public int getPort() {
        InetSocketAddress asked = target;
        return asked == null ? 0 : asked.getPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return target;
    }

    @Override
    public void close() {
        Socket open;
        synchronized (lock) {
            closed = true;
            open = connected;
            if (dialing != null && dialing != Thread.currentThread() && !cancelled) {
                cancelled = true;
                dialing.interrupt();
            }
        }
        api.forget(this);
        if (open != null) {
            close(open);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to do for a connection that cannot be closed.
        }
    }

    @Override
    public String toString() {
        InetSocketAddress asked = target;
        return asked == null
                ? "Socket[through tailscaled, not connected]"
                : "Socket[through tailscaled to " + asked.getHostString() + " port " + asked.getPort() + "]";
    }
}
