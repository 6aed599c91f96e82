package run.leger.tailscale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import run.leger.core.LegerException;
import run.leger.core.TransportResponse;
import run.leger.tailscale.debug.EventBusEvent;

/**
 * The events inside the daemon as they happen, got from {@link Debug#streamBusEvents}.
 *
 * <p>One reader at a time, on its own thread; any thread may close, which ends it. Ends when the daemon does. Nothing is read ahead but one buffer
 * of 64 KiB, and an event of more than 16 MiB is refused, after which there are no more. It is not opened again by itself.
 */
public final class EventBusEvents implements Iterable<EventBusEvent>, AutoCloseable {
    private static final int LARGEST = 16 << 20;

    private final TransportResponse response;
    private final JsonObjects objects;
    private volatile boolean closed;

    EventBusEvents(TransportResponse response, String operation) {
        this.response = response;
        objects = new JsonObjects(response.body(), LARGEST, operation);
    }

    /**
     * Waits for the next event.
     *
     * @return the event, or empty where the daemon has ended, or this was closed
     * @throws LegerException if the connection broke, the thread was interrupted, or an event is not what the daemon writes
     */
    public Optional<EventBusEvent> next() {
        try {
            return objects.next().map(json -> EventBusEvent.parse(new String(json, StandardCharsets.UTF_8)));
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
     * Returns the events to come. There is one sequence: a second iterator goes on where the first one is.
     *
     * @return an iterator whose {@code hasNext} waits for an event
     */
    @Override
    public Iterator<EventBusEvent> iterator() {
        return new PullIterator<>(this::next);
    }

    /** Ends the stream, and a reader who waits for it. */
    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
