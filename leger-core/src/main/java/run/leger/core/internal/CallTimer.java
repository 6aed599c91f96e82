package run.leger.core.internal;

import java.time.Duration;
import run.leger.core.CallOptions;
import run.leger.core.DeadlineExceededException;
import run.leger.core.Phase;

/** The clock of one call: which deadline counts next, and which one it was when the connection was cut. Used by one thread at a time. */
final class CallTimer {
    private final Duration connect;
    private final Duration header;
    private final Duration idle;
    private final Duration total;
    private final long idleNanos;
    private final long end;

    private Phase phase = Phase.CONNECT;
    private long phaseEnd;
    private Phase armedFor = Phase.TOTAL;

    /** Takes complete options, see {@link CallOptions#defaults()}. */
    CallTimer(CallOptions complete) {
        connect = complete.connectTimeout().orElseThrow();
        header = complete.headerTimeout().orElseThrow();
        idle = complete.idleTimeout().orElseThrow();
        total = complete.deadline().orElseThrow();
        idleNanos = nanos(idle);
        long now = Watchdog.now();
        end = saturated(now, nanos(total));
        phaseEnd = saturated(now, nanos(connect));
    }

    /** Begins the part of the call in which the request is sent or the body is read: only silence and the total count. */
    void expectBytes() {
        phase = Phase.IDLE;
    }

    /** Begins the wait for the head. */
    void expectHeader() {
        phase = Phase.HEADER;
        phaseEnd = saturated(Watchdog.now(), nanos(header));
    }

    /** Returns when the next blocking step must be over. */
    long stepDeadline() {
        long step = phase == Phase.IDLE ? saturated(Watchdog.now(), idleNanos) : phaseEnd;
        armedFor = step < end ? phase : Phase.TOTAL;
        return Math.min(step, end);
    }

    /** Returns when the whole call must be over. */
    long end() {
        return end;
    }

    DeadlineExceededException exceeded(String operation, String address) {
        Duration limit = switch (armedFor) {
            case CONNECT -> connect;
            case HEADER -> header;
            case IDLE -> idle;
            case TOTAL -> total;
        };
        String what = switch (armedFor) {
            case CONNECT -> "no connection";
            case HEADER -> "no answer";
            case IDLE -> "silence in the middle of the call";
            case TOTAL -> "the call did not end";
        };
        return new DeadlineExceededException(
                armedFor, limit, operation + " at " + address + ": " + what + " within " + text(limit));
    }

    /** The connect deadline of a client that keeps it itself. */
    static DeadlineExceededException connectExceeded(String operation, String address, Duration limit) {
        return new DeadlineExceededException(
                Phase.CONNECT, limit, operation + " at " + address + ": no connection within " + text(limit));
    }

    private static String text(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private static long nanos(Duration time) {
        return time.compareTo(Duration.ofDays(36500)) > 0 ? Long.MAX_VALUE : time.toNanos();
    }

    private static long saturated(long now, long nanos) {
        long sum = now + nanos;
        return sum < 0 ? Long.MAX_VALUE - 1 : sum;
    }
}
