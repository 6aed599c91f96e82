package run.leger.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    @Test
    void a_connection_that_cannot_be_cut_does_not_cost_the_others_their_deadlines() throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        Guard broken = new Guard(() -> {
            tried.countDown();
            throw new IllegalStateException("cannot be closed");
        });
        Guard sound = new Guard(cut::countDown);
        try {
            broken.arm(Watchdog.now() + TimeUnit.MILLISECONDS.toNanos(1));
            assertThat(tried.await(10, TimeUnit.SECONDS)).isTrue();
            sound.arm(Watchdog.now() + TimeUnit.MILLISECONDS.toNanos(1));
            assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            broken.release();
            sound.release();
        }
    }
}
