package run.leger.core;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines and bounds of a call. What is not set is left to the operation, and then to {@link #defaults()}. Immutable.
 *
 * <pre>{@code
 * ts.with(CallOptions.deadline(Duration.ofSeconds(2))).status();
 * }</pre>
 */
public final class CallOptions {
    /** Set, and never over: other than what is left open, it wins over an operation's own deadline. */
    private static final Duration NEVER = ChronoUnit.FOREVER.getDuration();

    private static final CallOptions NONE = new CallOptions(null, null, null, null, 0, 0);
    private static final CallOptions DEFAULTS = new CallOptions(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            256 << 10,
            64L << 20);

    private final @Nullable Duration connect;
    private final @Nullable Duration header;
    private final @Nullable Duration idle;
    private final @Nullable Duration total;
    private final long maxHeaderBytes;
    private final long maxBodyBytes;

    private CallOptions(
            @Nullable Duration connect,
            @Nullable Duration header,
            @Nullable Duration idle,
            @Nullable Duration total,
            long maxHeaderBytes,
            long maxBodyBytes) {
        this.connect = connect;
        this.header = header;
        this.idle = idle;
        this.total = total;
        this.maxHeaderBytes = maxHeaderBytes;
        this.maxBodyBytes = maxBodyBytes;
    }

    /**
     * Returns options in which nothing is set.
     *
     * @return the empty options
     */
    public static CallOptions none() {
        return NONE;
    }

    /**
     * Returns what holds where nobody says otherwise: connect 5 s, header 30 s, idle 30 s, total 60 s, a head of 256 KiB and a body of 64
     * MiB.
     *
     * @return the defaults, with everything set
     */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns options that set the deadline of the whole call.
     *
     * @param total the time from the call to the last byte of the answer
     * @return the options
     * @throws IllegalArgumentException if it is not positive
     */
    public static CallOptions deadline(Duration total) {
        return NONE.withDeadline(total);
    }

    /**
     * Sets the deadline of the whole call.
     *
     * @param total the time from the call to the last byte of the answer
     * @return new options
     * @throws IllegalArgumentException if it is not positive
     */
    public CallOptions withDeadline(Duration total) {
        return new CallOptions(connect, header, idle, positive(total), maxHeaderBytes, maxBodyBytes);
    }

    /**
     * Takes the deadline of the whole call away, also that of the operation and of {@link #defaults()}: for answers that go on for as
     * long as somebody reads them. What ends such a call is the other side, its idle deadline, an interrupt, or closing the answer or the
     * client.
     *
     * @return new options
     */
    public CallOptions withoutDeadline() {
        return new CallOptions(connect, header, idle, NEVER, maxHeaderBytes, maxBodyBytes);
    }

    /**
     * Sets the deadline for reaching the other side.
     *
     * @param connect the time
     * @return new options
     * @throws IllegalArgumentException if it is not positive
     */
    public CallOptions withConnectTimeout(Duration connect) {
        return new CallOptions(positive(connect), header, idle, total, maxHeaderBytes, maxBodyBytes);
    }

    /**
     * Sets the deadline for the answer's head.
     *
     * @param header the time from the request's last byte to the end of the head
     * @return new options
     * @throws IllegalArgumentException if it is not positive
     */
    public CallOptions withHeaderTimeout(Duration header) {
        return new CallOptions(connect, positive(header), idle, total, maxHeaderBytes, maxBodyBytes);
    }

    /**
     * Sets how long either side of a body may be silent.
     *
     * @param idle the time between two bytes
     * @return new options
     * @throws IllegalArgumentException if it is not positive
     */
    public CallOptions withIdleTimeout(Duration idle) {
        return new CallOptions(connect, header, positive(idle), total, maxHeaderBytes, maxBodyBytes);
    }

    /**
     * Lets either side of a body be silent for as long as it likes, also where the operation or {@link #defaults()} would not. A peer that
     * vanished without a word is then noticed only by the call's deadline, if it has one.
     *
     * @return new options
     */
    public CallOptions withoutIdleTimeout() {
        return new CallOptions(connect, header, NEVER, total, maxHeaderBytes, maxBodyBytes);
    }

    /**
     * Bounds the answer's head: status line and fields together.
     *
     * @param bytes the largest size
     * @return new options
     * @throws IllegalArgumentException if it is not positive
     */
    public CallOptions withMaxHeaderBytes(long bytes) {
        return new CallOptions(connect, header, idle, total, positive(bytes), maxBodyBytes);
    }

    /**
     * Bounds the answer's body.
     *
     * @param bytes the largest size; {@link Long#MAX_VALUE} for a body without end
     * @return new options
     * @throws IllegalArgumentException if it is not positive
     */
    public CallOptions withMaxBodyBytes(long bytes) {
        return new CallOptions(connect, header, idle, total, maxHeaderBytes, positive(bytes));
    }

    /**
     * Returns these options, with what they leave open taken from others. Where these have a deadline and say nothing of the answer's head or of
     * silence, the others' times for that are made as long as the deadline if they are shorter: who gives a call 45 s waits 45 s.
     *
     * @param other where to look for what is not set here
     * @return the merged options
     */
    public CallOptions orElse(CallOptions other) {
        if (this == NONE || this == other) {
            return other;
        }
        return new CallOptions(
                connect != null ? connect : other.connect,
                header != null ? header : atLeastDeadline(other.header),
                idle != null ? idle : atLeastDeadline(other.idle),
                total != null ? total : other.total,
                maxHeaderBytes != 0 ? maxHeaderBytes : other.maxHeaderBytes,
                maxBodyBytes != 0 ? maxBodyBytes : other.maxBodyBytes);
    }

    private @Nullable Duration atLeastDeadline(@Nullable Duration time) {
        boolean longer = time != null && total != null && !total.equals(NEVER) && total.compareTo(time) > 0;
        return longer ? total : time;
    }

    /**
     * Returns the deadline for reaching the other side.
     *
     * @return the time, or empty where it is not set
     */
    public Optional<Duration> connectTimeout() {
        return Optional.ofNullable(connect);
    }

    /**
     * Returns the deadline for the answer's head.
     *
     * @return the time, or empty where it is not set
     */
    public Optional<Duration> headerTimeout() {
        return Optional.ofNullable(header);
    }

    /**
     * Returns how long either side of a body may be silent.
     *
     * @return the time, that of {@link ChronoUnit#FOREVER} where there is no limit, or empty where it is not set
     */
    public Optional<Duration> idleTimeout() {
        return Optional.ofNullable(idle);
    }

    /**
     * Returns the deadline of the whole call.
     *
     * @return the time, that of {@link ChronoUnit#FOREVER} where there is no limit, or empty where it is not set
     */
    public Optional<Duration> deadline() {
        return Optional.ofNullable(total);
    }

    /**
     * Returns the bound of the answer's head.
     *
     * @return the size in bytes, or empty where it is not set
     */
    public OptionalLong maxHeaderBytes() {
        return maxHeaderBytes == 0 ? OptionalLong.empty() : OptionalLong.of(maxHeaderBytes);
    }

    /**
     * Returns the bound of the answer's body.
     *
     * @return the size in bytes, or empty where it is not set
     */
    public OptionalLong maxBodyBytes() {
        return maxBodyBytes == 0 ? OptionalLong.empty() : OptionalLong.of(maxBodyBytes);
    }

    private static Duration positive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a deadline must be positive: " + time);
        }
        return time;
    }

    private static long positive(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("a bound must be positive: " + bytes);
        }
        return bytes;
    }

    @Override
    public String toString() {
        return "CallOptions[connect=" + connect + ", header=" + header + ", idle=" + text(idle) + ", total="
                + text(total) + ", maxHeaderBytes=" + maxHeaderBytes + ", maxBodyBytes=" + maxBodyBytes + "]";
    }

    private static String text(@Nullable Duration time) {
        return NEVER.equals(time) ? "never" : String.valueOf(time);
    }
}
