package run.leger.setec.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SystemThreadsTest {
    @Test
    void a_task_for_which_there_is_no_thread_is_run_later() throws Exception {
        AtomicInteger refusals = new AtomicInteger(2);
        SystemThreads threads = new SystemThreads(task -> {
            if (refusals.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(task);
        });
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        threads.run(() -> done.complete(true));
        assertThat(done.get(30, TimeUnit.SECONDS)).isTrue();
    }
}
