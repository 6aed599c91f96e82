package run.leger.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The bus of a {@link FakeTailscaled}. The fake tells on it whatever changes in the fake; this class adds messages of the caller's, and the ways in which
 * a watch ends.
 *
 * <p>As the daemon does, it keeps 128 messages for a watch that reads slowly, and then ends it with a last message that says so.
 */
public final class FakeBus {
    private static final int QUEUE = 128;

    private final LongFunction<String> first;
    private final BooleanSupplier refusesRetired;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final List<Long> masks = new CopyOnWriteArrayList<>();

    /** The function returns the first message for a mask, or an empty string for none. */
    FakeBus(LongFunction<String> first, BooleanSupplier refusesRetired) {
        this.first = first;
        this.refusesRetired = refusesRetired;
    }

    /**
     * Sends a line to every watch.
     *
     * @param line a message as JSON, or anything else, without the line end that is added
     * @return this bus
     */
    public FakeBus send(String line) {
        return send((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends bytes to every watch, as they are.
     *
     * @param bytes what to send
     * @return this bus
     */
    public FakeBus send(byte[] bytes) {
        tell(mask -> bytes);
        return this;
    }

    /** Ends every watch in good order. */
    public void end() {
        watchers.forEach(watcher -> watcher.end(""));
    }

    /** Ends every watch as if it had read too slowly. */
    public void fallBehind() {
        watchers.forEach(Watcher::fallBehind);
    }

    /**
     * Returns how many watches there are.
     *
     * @return the number, as this side sees it
     */
    public int watches() {
        return watchers.size();
    }

    /**
     * Returns what the watches asked for so far.
     *
     * @return their masks, in the order in which they came
     */
    public List<Long> masks() {
        return List.copyOf(masks);
    }

    /** Sends to each watch what is for its mask, or nothing where that is null. Whoever changes the fake holds this bus' monitor. */
    void tell(LongFunction<byte @Nullable []> message) {
        synchronized (this) {
            for (Watcher watcher : watchers) {
                byte[] bytes = message.apply(watcher.mask);
                if (bytes != null) {
                    watcher.add(bytes);
                }
            }
        }
    }

    FakeResponse watch(FakeRequest request) {
        long mask;
        try {
            mask = Long.parseUnsignedLong(
                    request.parameter("mask").filter(m -> !m.isEmpty()).orElse("0"));
        } catch (NumberFormatException e) {
            return FakeResponse.text(400, "bad mask");
        }
        if ((mask & 65536) != 0 || refusesRetired.getAsBoolean() && (mask & (8 | 256)) != 0) {
            return FakeResponse.text(400, "unsupported NotifyWatchOpt bits in mask");
        }
        masks.add(mask);
        Watcher watcher = new Watcher(mask);
        synchronized (this) {
            String line = first.apply(mask);
            if (!line.isEmpty()) {
                watcher.add((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            watchers.add(watcher);
        }
        return FakeResponse.streaming(200, "application/json", watcher);
    }

    private final class Watcher implements FakeResponse.Stream {
        private final long mask;
        private final Queue<byte[]> queue = new ArrayDeque<>();
        private boolean ended;

        Watcher(long mask) {
            this.mask = mask;
        }

        synchronized void add(byte[] message) {
            if (!ended && queue.size() == QUEUE) {
                fallBehind();
            } else if (!ended) {
                queue.add(message);
                notifyAll();
            }
        }

        synchronized void fallBehind() {
            end("{\"Version\":\"\",\"ErrMessage\":\"IPN bus consumer fell behind; closing watch\"}\n");
        }

        synchronized void end(String last) {
            if (!last.isEmpty()) {
                queue.add(last.getBytes(StandardCharsets.UTF_8));
            }
            ended = true;
            notifyAll();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException, InterruptedException {
            try {
                for (byte[] message = next(); message.length > 0; message = next()) {
                    out.write(message);
                    out.flush();
                }
            } finally {
                watchers.remove(this);
            }
        }

        private synchronized byte[] next() throws InterruptedException {
            while (queue.isEmpty() && !ended) {
                wait();
            }
            byte[] message = queue.poll();
            return message == null ? new byte[0] : message;
        }
    }
}
