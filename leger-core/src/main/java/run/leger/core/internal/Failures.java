package run.leger.core.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallInterruptedException;
import run.leger.core.ClientClosedException;
import run.leger.core.ConnectionLostException;
import run.leger.core.LegerException;
import run.leger.core.MalformedReplyException;
import run.leger.core.ReplyTooLargeException;
import run.leger.core.UnavailableException;
import run.leger.core.UnavailableException.Reason;

/** The one place where failures below the protocol become typed errors. */
public final class Failures {
    /** What the JDK's client reads of a head, unless the system property says otherwise. */
    private static final long JDK_HEAD_LIMIT = Integer.getInteger("jdk.http.maxHeaderSize", 384 * 1024);

    /** 108 bytes with the zero at the end on Linux; other systems have less, and say so themselves. */
    private static final int LONGEST_PATH = 107;

    private Failures() {}

    /**
     * A failure after the connection stood. The timer is given when the watchdog cut the connection.
     */
    static LegerException ofCall(
            Exception e,
            String operation,
            String address,
            @Nullable CallTimer cut,
            boolean closed,
            @Nullable PipeConnection connection) {
        if (e instanceof LegerException typed) {
            return typed;
        }
        LegerException givenUp = givenUp(e, operation, address, cut, closed);
        if (givenUp != null) {
            return givenUp;
        }
        String where = operation + " at " + address + ": ";
        if (e instanceof PipeSocket.HeaderTooLarge head) {
            return headTooLarge(where, head.limit());
        }
        // What HttpCore finds wrong with the chunks of a connection that the other side ended is that the rest is
        // missing.
        boolean ended = connection != null && connection.ended();
        if (e instanceof HttpException
                || e instanceof MalformedChunkCodingException && !(e instanceof TruncatedChunkException) && !ended) {
            return new MalformedReplyException(where + "the answer is not HTTP/1.1: " + e.getMessage(), null, e);
        }
        if (e instanceof RuntimeException programming) {
            throw programming;
        }
        if (connection != null && connection.keptBodyBack()) {
            return new ConnectionLostException(
                    where + "the connection ended before the server asked for the request's body (" + e.getMessage()
                            + ")",
                    "nothing was changed; try again",
                    e,
                    true);
        }
        return new ConnectionLostException(
                where + "the connection ended before the answer was complete (" + e.getMessage() + ")", null, e);
    }

    /** A failure to reach a Unix socket. */
    static LegerException ofUnixConnect(Exception e, String operation, Path path) {
        Reason reason = unixReason(e, path);
        String what = switch (reason) {
            case NO_SOCKET -> "there is no socket";
            case NOT_A_SOCKET -> Files.isDirectory(path) ? "this is a directory, not a socket" : "this is not a socket";
            case REFUSED -> "the socket is there, but nobody listens on it";
            case PERMISSION -> "this user may not connect to the socket";
            case PATH_TOO_LONG -> "the path is too long for a Unix socket";
            default -> String.valueOf(e.getMessage());
        };
        return new UnavailableException(reason, operation + " at " + path + ": " + what, null, e);
    }

    /** A failure to reach a TCP address, or to agree on TLS there. */
    public static LegerException ofSocketConnect(Exception e, String operation, String address) {
        String where = operation + " at " + address + ": ";
        if (isUnresolved(e)) {
            return unknownHost(where, e);
        }
        SSLException tls = cause(e, SSLException.class);
        if (tls != null) {
            return tls(where, tls, e);
        }
        if (cause(e, ConnectException.class) != null) {
            return refused(where, e);
        }
        String message = String.valueOf(e.getMessage());
        // These are the JDK's own words where it was reading; for what connecting said see HostConnector.
        if (message.contains("reset")) {
            return new UnavailableException(
                    Reason.RESET,
                    where + "the connection was broken off before it stood (" + message + ")",
                    "try again: the service may have opened its listener anew",
                    e);
        }
        return new UnavailableException(Reason.OTHER, where + message, null, e);
    }

    private static boolean isUnresolved(Exception e) {
        return cause(e, UnresolvedAddressException.class) != null || cause(e, UnknownHostException.class) != null;
    }

    private static UnavailableException unknownHost(String where, Exception e) {
        return new UnavailableException(
                Reason.UNKNOWN_HOST,
                where + "the host name does not resolve",
                "check the name, and that this device resolves it",
                e);
    }

    private static UnavailableException tls(String where, SSLException tls, Exception e) {
        return new UnavailableException(
                Reason.TLS,
                where + "TLS failed: " + tls.getMessage(),
                "check the host name, its certificate and what this client trusts",
                e);
    }

    private static UnavailableException refused(String where, Exception e) {
        return new UnavailableException(
                Reason.REFUSED, where + "nobody listens there", "check the address, and that the service runs", e);
    }

    /** By types and by what is at the path: the words of the operating system are in the user's language. */
    private static Reason unixReason(Exception e, Path path) {
        // These words are the JDK's own. junixsocket has others, so the length is looked at too.
        if (String.valueOf(e.getMessage()).contains("too long")
                || path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            return Reason.PATH_TOO_LONG;
        }
        // The JDK makes EACCES a BindException.
        if (e instanceof BindException || isDenied(path)) {
            return Reason.PERMISSION;
        }
        if (e instanceof UnixConnector.NoSocket || !Files.exists(path)) {
            return Reason.NO_SOCKET;
        }
        if (Files.isDirectory(path) || Files.isRegularFile(path)) {
            return Reason.NOT_A_SOCKET;
        }
        return e instanceof ConnectException ? Reason.REFUSED : Reason.OTHER;
    }

    /** Whether this user may not write there, which is what connecting takes, or not even look. */
    private static boolean isDenied(Path path) {
        try {
            path.getFileSystem().provider().checkAccess(path, AccessMode.WRITE);
            return false;
        } catch (AccessDeniedException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ReplyTooLargeException headTooLarge(String where, long limit) {
        return new ReplyTooLargeException(limit, where + "the head of the answer is larger than " + limit + " bytes");
    }

    /** A failure of the JDK's HTTP client, told by the types in its chain of causes; connect is the client's own deadline. */
    static LegerException ofHttp(
            IOException e,
            String operation,
            String address,
            Duration connect,
            @Nullable CallTimer cut,
            boolean closed) {
        LegerException givenUp = givenUp(e, operation, address, cut, closed);
        if (givenUp != null) {
            return givenUp;
        }
        String where = operation + " at " + address + ": ";
        if (cause(e, HttpConnectTimeoutException.class) != null) {
            return CallTimer.connectExceeded(operation, address, connect);
        }
        if (isUnresolved(e)) {
            return unknownHost(where, e);
        }
        EOFException ended = cause(e, EOFException.class);
        SSLException tls = cause(e, SSLException.class);
        if (tls != null && ended == null) {
            return tls(where, tls, e);
        }
        if (cause(e, ConnectException.class) != null) {
            return refused(where, e);
        }
        String message = String.valueOf(e.getMessage());
        ProtocolException protocol = cause(e, ProtocolException.class);
        if (protocol != null) {
            String said = String.valueOf(protocol.getMessage());
            // The JDK has one type for both; where its words change, a head that is too large is still a malformed
            // answer.
            return said.toLowerCase(Locale.ROOT).contains("size")
                    ? headTooLarge(where, JDK_HEAD_LIMIT)
                    : new MalformedReplyException(where + "the answer is not HTTP: " + said, null, e);
        }
        if (ended == null && message.contains("chunk")) {
            return new MalformedReplyException(where + "the answer is not HTTP: " + message, null, e);
        }
        return new ConnectionLostException(
                where + "the connection ended before the answer was complete (" + message + ")", null, e);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        int depth = 0;
        for (Throwable at = e; at != null && depth < 50; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            depth++;
        }
        return null;
    }

    /** The three ways in which this side ended the call itself. */
    static @Nullable LegerException givenUp(
            Exception e, String operation, String address, @Nullable CallTimer cut, boolean closed) {
        if (cut != null) {
            return cut.exceeded(operation, address);
        }
        boolean interrupted = e instanceof ClosedByInterruptException
                || e instanceof InterruptedIOException
                        && !(e instanceof SocketTimeoutException)
                        && !(e instanceof HttpConnectTimeoutException)
                || e.getCause() instanceof InterruptedException;
        if (interrupted) {
            Thread.currentThread().interrupt();
            return new CallInterruptedException(operation + " at " + address + ": the thread was interrupted", null, e);
        }
        if (closed) {
            return new ClientClosedException(
                    operation + " at " + address + ": the client was closed during the call", null, e);
        }
        return null;
    }
}
