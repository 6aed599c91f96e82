package run.leger.setec.rotate;

import java.time.Duration;

/** A time that a program sets. What is longer than a century is cut: that is as good as never, and can be added and counted. */
final class TimeSetting {
    private static final Duration LONGEST = Duration.ofDays(36500);

    private TimeSetting() {}

    static Duration positive(Duration time) {
        if (time.isZero()) {
            throw new IllegalArgumentException("a time must be positive: " + time);
        }
        return positiveOrZero(time);
    }

    static Duration positiveOrZero(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a time cannot be negative: " + time);
        }
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }
}
