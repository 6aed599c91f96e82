package run.leger.setec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

final class MailboxTest {
    private final Executor dying = task -> {
        try {
            task.run();
        } catch (Error e) {
            // A thread of a pool ends with it, and another takes its place.
        }
    };

    @Test
    void an_error_of_a_listener_does_not_silence_it() {
        List<String> heard = new ArrayList<>();
        Mailbox<String> mailbox = new Mailbox<>(dying, message -> {
            heard.add(message);
            throw new AssertionError("a listener's own");
        });
        mailbox.accept("one");
        mailbox.accept("two");
        assertThat(heard).containsExactly("one", "two");
    }
}
