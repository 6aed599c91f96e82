package run.leger.setec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All changes of a store as a publisher. A subscriber that is slow gets the latest change of each secret, so what waits for it is bounded. */
final class Changes implements Flow.Publisher<SecretChange>, Consumer<SecretChange> {
    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);

    private final Executor executor;
    private final Set<Outlet> outlets = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Changes(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super SecretChange> subscriber) {
        Outlet outlet = new Outlet(Objects.requireNonNull(subscriber, "subscriber"));
        subscriber.onSubscribe(outlet);
        outlets.add(outlet);
        if (closed) {
            // The threads of the store may be gone.
            outlet.end();
            subscriber.onComplete();
        }
    }

    @Override
    public void accept(SecretChange change) {
        outlets.forEach(outlet -> outlet.offer(change));
    }

    void close() {
        closed = true;
        outlets.forEach(Outlet::complete);
    }

    private final class Outlet implements Flow.Subscription {
        private final Flow.Subscriber<? super SecretChange> subscriber;
        private final Map<SecretName, SecretChange> waiting = new LinkedHashMap<>();
        private long demand;
        private boolean completed;
        private boolean ended;
        private boolean running;
        private @Nullable Throwable misuse;

        Outlet(Flow.Subscriber<? super SecretChange> subscriber) {
            this.subscriber = subscriber;
        }

        void offer(SecretChange change) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                // Removed first, so that what changed last comes last.
                waiting.remove(change.name());
                waiting.put(change.name(), change);
            }
            run();
        }

        @Override
        public void request(long more) {
            synchronized (this) {
                if (more <= 0) {
                    misuse = new IllegalArgumentException("a request must be positive: " + more);
                } else {
                    demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
                }
            }
            run();
        }

        @Override
        public void cancel() {
            end();
        }

        void complete() {
            synchronized (this) {
                completed = true;
            }
            run();
        }

        private synchronized void end() {
            ended = true;
            waiting.clear();
            outlets.remove(this);
        }

        private void run() {
            synchronized (this) {
                if (running || ended) {
                    return;
                }
                running = true;
            }
            executor.execute(this::deliver);
        }

        private void deliver() {
            try {
                for (Runnable next = next(); next != null; next = next()) {
                    next.run();
                }
            } catch (RuntimeException | Error e) {
                LOG.warn("a subscriber for secrets failed", e);
                end();
            }
        }

        private synchronized @Nullable Runnable next() {
            running = false;
            if (ended) {
                return null;
            }
            Throwable error = misuse;
            if (error != null) {
                end();
                return () -> subscriber.onError(error);
            }
            if (demand > 0 && !waiting.isEmpty()) {
                running = true;
                demand -= demand == Long.MAX_VALUE ? 0 : 1;
                SecretChange change = waiting.remove(waiting.keySet().iterator().next());
                return () -> subscriber.onNext(change);
            }
            if (completed && waiting.isEmpty()) {
                end();
                return subscriber::onComplete;
            }
            return null;
        }
    }
}
