package run.leger.tailscale;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import run.leger.core.ApiException;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;
import run.leger.core.ConnectionLostException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.LegerException;
import run.leger.core.Retry;
import run.leger.core.UnavailableException;
import run.leger.core.UnsupportedEndpointException;

/** Waits for a daemon that is starting. */
final class Waiting {
    private static final NotifyWatchOpt MASK = NotifyWatchOpt.of(NotifyWatchOpt.INITIAL_STATE);
    private static final Retry BACKOFF =
            Retry.standard().withBackoff(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ZERO);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);
    private static final Duration SHORTEST_CALL = Duration.ofMillis(100);
    /** Without news, the daemon is asked anyway. */
    private static final Duration WITHOUT_NEWS = Duration.ofSeconds(5);
    /** How often a daemon without a bus is asked. */
    private static final Duration WITHOUT_BUS = Duration.ofMillis(250);
    /** A device that has a key and is not known to be expired may only just be starting. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final TailscaleClient client;
    private final LocalApi api;
    private final Duration timeout;
    private final long begin = System.nanoTime();
    private long needsLoginSince = Long.MIN_VALUE;

    Waiting(TailscaleClient client, LocalApi api, Duration timeout) {
        this.client = client;
        this.api = api;
        this.timeout = timeout;
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private Duration rest() {
        return timeout.minus(waited());
    }

    private boolean isOver() {
        return rest().isNegative() || rest().isZero();
    }

    /** Returns the first status that the daemon gives. */
    Status forSocket() {
        for (int attempt = 1; ; attempt++) {
            try {
                Duration limit = min(max(rest(), SHORTEST_CALL), LONGEST_CALL);
                return client.with(CallOptions.deadline(limit)).statusWithoutPeers();
            } catch (LegerException e) {
                if (!passes(e) || isOver()) {
                    throw e;
                }
                pause(min(rest(), BACKOFF.pauseAfter(Optional.of(e), attempt)));
            }
        }
    }

    private static boolean passes(LegerException e) {
        if (e instanceof UnavailableException unavailable) {
            return switch (unavailable.reason()) {
                case NO_SOCKET, REFUSED -> true;
                default -> false;
            };
        }
        return e instanceof ConnectionLostException
                || e instanceof DeadlineExceededException
                || e instanceof ApiException refused && refused.status() >= 500;
    }

    /** Returns the first status of a running daemon. */
    Status forRunning() {
        forSocket();
        try (Watch watch = watch()) {
            while (true) {
                Status status = forSocket();
                Optional<ApiException> outcome = api.inState(
                        new ApiException("GET /localapi/v0/status", 200, "it was to be Running", null),
                        status,
                        TimeLeft.from(CallOptions.deadline(max(rest(), SHORTEST_CALL))));
                if (outcome.isEmpty()) {
                    return status;
                }
                if (isOver() || isSettled(status, outcome.get())) {
                    throw outcome.get();
                }
                waitForNews(watch);
            }
        }
    }

    /** Tells whether waiting is no help: somebody has to do something first. */
    private boolean isSettled(Status status, ApiException outcome) {
        if (outcome instanceof StartingException) {
            return false;
        }
        if (!(outcome instanceof NeedsLoginException)) {
            return true;
        }
        if (outcome instanceof KeyExpiredException
                || !status.haveNodeKey()
                || !status.authUrl().isEmpty()) {
            return true;
        }
        long now = System.nanoTime();
        needsLoginSince = needsLoginSince == Long.MIN_VALUE ? now : needsLoginSince;
        return now - needsLoginSince >= SETTLED.toNanos();
    }

    private @Nullable Watch watch() {
        try {
            return client.with(CallOptions.deadline(min(max(rest(), SHORTEST_CALL), LONGEST_CALL)))
                    .watch(MASK);
        } catch (LegerException e) {
            // No bus, or a daemon that is just going or coming: asking again and again is the other way.
            if (e instanceof UnsupportedEndpointException
                    || e instanceof UnavailableException
                    || e instanceof BackendStateException
                    || passes(e)) {
                return null;
            }
            throw e;
        }
    }

    private void waitForNews(@Nullable Watch watch) {
        Duration longest = needsLoginSince == Long.MIN_VALUE ? WITHOUT_NEWS : SETTLED;
        if (watch == null) {
            pause(min(rest(), WITHOUT_BUS));
            return;
        }
        long end = System.nanoTime() + min(rest(), longest).toNanos();
        while (true) {
            Optional<BusEvent> event = watch.next(Duration.ofNanos(end - System.nanoTime()));
            if (event.isEmpty() || isNews(event.get())) {
                return;
            }
        }
    }

    private static boolean isNews(BusEvent event) {
        return event.message()
                .map(said -> said.state() != null
                        || said.browseToUrl() != null
                        || said.loginFinished()
                        || said.prefs() != null)
                .orElse(true);
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("the thread was interrupted while it waited for tailscaled", null, e);
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
