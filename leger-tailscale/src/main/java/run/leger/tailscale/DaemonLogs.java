package run.leger.tailscale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import run.leger.core.LegerException;
import run.leger.core.TransportResponse;
import run.leger.tailscale.daemon.LogLine;

/**
 * The daemon's log as it is written, got from {@link Daemon#tailDaemonLogs}.
 *
 * <pre>{@code
 * try (DaemonLogs logs = ts.daemon().tailDaemonLogs()) {
 *     for (LogLine line : logs) {
 *         System.out.print(line.text());
 *     }
 * }
 * }</pre>
 *
 * <p>One reader at a time, on its own thread; any thread may close, which ends it. Ends when the daemon does. Nothing is read ahead but one buffer
 * of 64 KiB; the daemon leaves out lines for readers who are slow. It is not opened again by itself.
 */
public final class DaemonLogs implements Iterable<LogLine>, AutoCloseable {
    private static final long LONGEST = 1 << 20;

    private final TransportResponse response;
    private final BusLines lines;
    private final String operation;
    private volatile boolean closed;

    DaemonLogs(TransportResponse response, String operation) {
        this.response = response;
        this.operation = operation;
        lines = new BusLines(response.body(), LONGEST);
    }

    /**
     * Waits for the next line.
     *
     * @return the line, or empty where the daemon has ended, or this was closed
     * @throws LegerException if the connection broke, the thread was interrupted, or a line is not what the daemon writes
     */
    public Optional<LogLine> next() {
        try {
            Optional<BusLines.Line> line = lines.next();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (line.get().tooLong()) {
                throw line.get().failure(operation, LONGEST);
            }
            return Optional.of(LogLine.parse(new String(line.get().bytes(), StandardCharsets.UTF_8)));
        } catch (LegerException e) {
            if (closed) {
                return Optional.empty();
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the lines to come. There is one sequence: a second iterator goes on where the first one is.
     *
     * @return an iterator whose {@code hasNext} waits for a line
     */
    @Override
    public Iterator<LogLine> iterator() {
        return new PullIterator<>(this::next);
    }

    /** Ends the log, and a reader who waits for it. */
    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
