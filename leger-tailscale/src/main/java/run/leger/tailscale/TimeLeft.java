package run.leger.tailscale;

import java.time.Duration;
import run.leger.core.CallOptions;

/** What a call has left of its deadline, for asking the daemon why it failed: the whole takes no longer than the call was given. */
record TimeLeft(CallOptions options, long begin) {
    private static final Duration MOST = Duration.ofSeconds(2);
    private static final Duration LEAST = Duration.ofMillis(1);

    static TimeLeft from(CallOptions options) {
        return new TimeLeft(options, System.nanoTime());
    }

    CallOptions forOneMore() {
        Duration left =
                options.orElse(CallOptions.defaults()).deadline().orElseThrow().minusNanos(System.nanoTime() - begin);
        Duration most = left.compareTo(MOST) > 0 ? MOST : left;
        return CallOptions.deadline(most.compareTo(LEAST) < 0 ? LEAST : most).orElse(options);
    }
}
