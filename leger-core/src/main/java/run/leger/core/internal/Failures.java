package run.leger.core.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
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
final class Failures {
    private Failures() {}

    /** A failure after the connection stood. The timer is given when the watchdog cut the connection. */
    static LegerException ofCall(
            Exception e, String operation, String address, @Nullable CallTimer cut, boolean closed) {
        if (e instanceof LegerException typed) {
            return typed;
        }
        LegerException givenUp = givenUp(e, operation, address, cut, closed);
        if (givenUp != null) {
            return givenUp;
        }
        String where = operation + " at " + address + ": ";
        if (e instanceof PipeSocket.HeaderTooLarge || e instanceof MessageConstraintException) {
            return new ReplyTooLargeException(0, where + "the head of the answer is larger than the call allows");
        }
        if (e instanceof HttpException
                || e instanceof MalformedChunkCodingException && !(e instanceof TruncatedChunkException)) {
            return new MalformedReplyException(where + "the answer is not HTTP/1.1: " + e.getMessage(), null, e);
        }
        if (e instanceof RuntimeException programming) {
            throw programming;
        }
        return new ConnectionLostException(
                where + "the connection ended before the answer was complete (" + e.getMessage() + ")", null, e);
    }

    /** A failure to reach a Unix socket. */
    static LegerException ofUnixConnect(
            Exception e, String operation, Path path, @Nullable CallTimer cut, boolean closed) {
        LegerException givenUp = givenUp(e, operation, path.toString(), cut, closed);
        if (givenUp != null) {
            return givenUp;
        }
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

    private static Reason unixReason(Exception e, Path path) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("too long")) {
            return Reason.PATH_TOO_LONG;
        }
        if (message.contains("Permission denied")) {
            return Reason.PERMISSION;
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || message.contains("No such file")) {
            return Reason.NO_SOCKET;
        }
        if (Files.isDirectory(path) || Files.isRegularFile(path)) {
            return Reason.NOT_A_SOCKET;
        }
        return message.contains("refused") ? Reason.REFUSED : Reason.OTHER;
    }

    /** A failure of the JDK's HTTP client before the head of the answer came. */
    static LegerException ofHttp(
            IOException e, String operation, String address, @Nullable CallTimer cut, boolean closed) {
        LegerException givenUp = givenUp(e, operation, address, cut, closed);
        if (givenUp != null) {
            return givenUp;
        }
        String where = operation + " at " + address + ": ";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return new UnavailableException(
                        Reason.UNKNOWN_HOST,
                        where + "the host name does not resolve",
                        "check the name, and that this device resolves it",
                        e);
            }
            if (cause instanceof SSLException) {
                return new UnavailableException(
                        Reason.TLS,
                        where + "TLS failed: " + cause.getMessage(),
                        "check the host name, its certificate and what this client trusts",
                        e);
            }
        }
        if (e instanceof ConnectException) {
            return new UnavailableException(
                    Reason.REFUSED,
                    where + "nobody listens there (" + e.getMessage() + ")",
                    "check the address, and that the service runs",
                    e);
        }
        String message = String.valueOf(e.getMessage());
        boolean nothingCame = message.contains("received no bytes");
        if (!nothingCame && message.contains("header parser")
                || message.contains("Invalid")
                || message.contains("protocol")) {
            return new MalformedReplyException(where + "the answer is not HTTP: " + message, null, e);
        }
        if (message.contains("Header size") || message.contains("header size") || message.contains("exceeds")) {
            return new ReplyTooLargeException(0, where + "the head of the answer is larger than this client reads");
        }
        return new ConnectionLostException(
                where + "the connection ended before the answer was complete (" + message + ")", null, e);
    }

    /** The three ways in which this side ended the call itself. */
    private static @Nullable LegerException givenUp(
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
