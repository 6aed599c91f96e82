package run.leger.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One HTTP answer. Close it: a body that was not read to its end costs its connection, and closing frees a reader on another thread.
 *
 * <p>The stream of a transport of this library throws {@link LegerException}s, not {@link IOException}s, when the peer, the deadline or
 * the limit ends it.
 */
public final class TransportResponse implements AutoCloseable {
    private static final int SMALLEST_PART = 8 << 10;
    private static final int LARGEST_PART = 1 << 20;

    private final int status;
    private final Headers headers;
    private final InputStream body;
    private final Optional<Socket> connection;

    /**
     * Makes an answer. Public so that a test can be a transport.
     *
     * @param status the HTTP status
     * @param headers the header fields
     * @param body the body; empty where there is none
     */
    public TransportResponse(int status, Headers headers, InputStream body) {
        this.status = status;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = Objects.requireNonNull(body, "body");
        this.connection = Optional.empty();
    }

    /**
     * Makes the answer to a request for another protocol that was granted.
     *
     * @param headers the header fields of the 101
     * @param connection what is left of the connection; closed with this answer
     */
    public TransportResponse(Headers headers, Socket connection) {
        this.status = 101;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = InputStream.nullInputStream();
        this.connection = Optional.of(connection);
    }

    /**
     * Returns the HTTP status.
     *
     * @return the status; of the interim ones only 101, and that only to a request with an {@code Upgrade} header
     */
    public int status() {
        return status;
    }

    /**
     * Returns the header fields.
     *
     * @return the fields
     */
    public Headers headers() {
        return headers;
    }

    /**
     * Returns the body as a stream. Each read waits at most the idle deadline, all of them together at most the call's.
     *
     * @return the stream, the same at each call
     */
    public InputStream body() {
        return body;
    }

    /**
     * Returns the connection after a 101: from here on the protocol that the request's {@code Upgrade} named is spoken on it, from its first
     * byte. One thread may read while another one writes.
     *
     * <p>The call's deadlines are over. {@link Socket#setSoTimeout} bounds each read, and a read that times out may be tried again.
     * Closing the socket, this answer or the transport ends reading and writing on other threads with a {@link java.net.SocketException}; an
     * interrupt of the reading or writing thread closes the connection too, with an {@link java.io.InterruptedIOException}, but for what {@link
     * UnixSockets#JUNIXSOCKET} says. It cannot be closed in one direction only, and has no address.
     *
     * @return the connection, or empty where the status is not 101
     */
    public Optional<Socket> connection() {
        return connection;
    }

    /**
     * Reads the rest of the body and closes this answer.
     *
     * @return the bytes, at most as many as {@link CallOptions#maxBodyBytes()} allowed
     * @throws LegerException if the peer, a deadline or the limit ended the body early
     */
    public byte[] readAll() {
        try (this) {
            int declared = headers.first("Content-Length")
                    .map(TransportResponse::sizeHint)
                    .orElse(0);
            List<byte[]> full = new ArrayList<>();
            byte[] part = new byte[declared > 0 ? declared : SMALLEST_PART];
            int filled = body.readNBytes(part, 0, part.length);
            long size = filled;
            while (filled == part.length) {
                int next = body.read();
                if (next < 0) {
                    break;
                }
                full.add(part);
                // An eighth more each time: few parts, and little of the last one is in vain.
                part = new byte[(int) Math.min(Math.max(size / 8, SMALLEST_PART), LARGEST_PART)];
                part[0] = (byte) next;
                filled = 1 + body.readNBytes(part, 1, part.length - 1);
                size += filled;
            }
            return full.isEmpty() && filled == part.length ? part : joined(full, part, filled, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Wipes what it copies: it may be secret. */
    private static byte[] joined(List<byte[]> full, byte[] last, int filled, long size) {
        byte[] all = new byte[Math.toIntExact(size)];
        int at = 0;
        for (byte[] part : full) {
            System.arraycopy(part, 0, all, at, part.length);
            Arrays.fill(part, (byte) 0);
            at += part.length;
        }
        System.arraycopy(last, 0, all, at, filled);
        Arrays.fill(last, 0, filled, (byte) 0);
        return all;
    }

    /** A declared length is believed up to 1 MiB; what is longer grows as it arrives. */
    private static int sizeHint(String contentLength) {
        try {
            return (int) Math.min(Long.parseLong(contentLength.trim()), LARGEST_PART);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Ends the answer. Never waits for the peer, and may be called from any thread, more than once. */
    @Override
    public void close() {
        try {
            body.close();
            if (connection.isPresent()) {
                connection.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
