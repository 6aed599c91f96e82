package run.leger.tailscale;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;

/** Pushes what a blocking source gives, one thread a subscriber. Takes from the source only what the subscriber asked for. */
final class PullPublisher<T> implements Flow.Publisher<T> {
    private final Supplier<Source<T>> sources;
    private final Set<Subscription> running = ConcurrentHashMap.newKeySet();

    PullPublisher(Supplier<Source<T>> sources) {
        this.sources = sources;
    }

    /** What one subscriber gets. */
    interface Source<T> {
        /** Waits for the next, or returns empty at the end. */
        Optional<T> next();

        /** Tells whether the end is there, without waiting. */
        boolean ended();

        /** Returns why it has ended, where that is a failure that no call of {@link #next} threw. */
        default @Nullable LegerException failure() {
            return null;
        }

        /** Ends it, and whoever waits in it, from any thread, more than once. */
        void stop();
    }

    /** Has the subscriptions look again whether their sources have ended. */
    void wake() {
        running.forEach(Subscription::signal);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        Source<T> source;
        try {
            source = sources.get();
        } catch (IllegalStateException e) {
            subscriber.onSubscribe(new Refused());
            subscriber.onError(e);
            return;
        }
        Subscription subscription = new Subscription(subscriber, source);
        subscriber.onSubscribe(subscription);
        subscription.start();
    }

    private static final class Refused implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    private final class Subscription implements Flow.Subscription, Runnable {
        private final Flow.Subscriber<? super T> subscriber;
        private final Source<T> source;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition asked = lock.newCondition();
        private long demand;
        private volatile boolean badDemand;
        private volatile boolean cancelled;
        /** Another reads from the source, and goes on. */
        private boolean foreign;

        private @Nullable RuntimeException failed;

        Subscription(Flow.Subscriber<? super T> subscriber, Source<T> source) {
            this.subscriber = subscriber;
            this.source = source;
        }

        void start() {
            running.add(this);
            Thread thread = new Thread(this, "leger-publisher");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                // The subscriber is told at once, and not only with the next thing that comes.
                badDemand = true;
                source.stop();
            }
            lock.lock();
            try {
                demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
                asked.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            source.stop();
            signal();
        }

        void signal() {
            lock.lock();
            try {
                asked.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void run() {
            try {
                push();
            } finally {
                running.remove(this);
                if (!foreign) {
                    source.stop();
                }
            }
        }

        /** Returns the next, or nothing where the subscriber has to be told why there is none. */
        private Optional<T> next() {
            try {
                return source.next();
            } catch (IllegalStateException e) {
                foreign = true;
                failed = e;
            } catch (RuntimeException e) {
                failed = e;
            }
            return Optional.empty();
        }

        private void push() {
            while (takeDemand()) {
                Optional<T> next = next();
                if (cancelled) {
                    return;
                }
                if (next.isEmpty()) {
                    break;
                }
                subscriber.onNext(next.get());
            }
            if (cancelled) {
                return;
            }
            RuntimeException failure = failed == null ? source.failure() : failed;
            if (badDemand) {
                subscriber.onError(new IllegalArgumentException("a subscriber asks for at least one"));
            } else if (failure != null) {
                subscriber.onError(failure);
            } else {
                subscriber.onComplete();
            }
        }

        private boolean takeDemand() {
            lock.lock();
            try {
                while (demand == 0 && !badDemand && !cancelled && !source.ended()) {
                    asked.awaitUninterruptibly();
                }
                if (badDemand || cancelled || demand == 0) {
                    return false;
                }
                demand -= demand == Long.MAX_VALUE ? 0 : 1;
                return true;
            } finally {
                lock.unlock();
            }
        }
    }
}
