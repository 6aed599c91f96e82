package run.leger.setec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import run.leger.core.SecretBytes;

/** The publisher of a store's changes, on the test's own thread. */
final class ChangesTest {
    private static final SecretName A = SecretName.of("a");
    private static final SecretName B = SecretName.of("b");

    private final Changes changes = new Changes(Runnable::run);
    private final List<String> heard = new ArrayList<>();
    private Flow.Subscription subscription;

    private final Flow.Subscriber<SecretChange> subscriber = new Flow.Subscriber<>() {
        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(SecretChange change) {
            heard.add(change.name() + " " + change.value().version());
        }

        @Override
        public void onError(Throwable failure) {
            heard.add(failure.getMessage());
        }

        @Override
        public void onComplete() {
            heard.add("complete");
        }
    };

    private void change(SecretName name, long version) {
        changes.accept(
                new SecretChange(name, new SecretValue(SecretBytes.copyOf(new byte[0]), SecretVersion.of(version))));
    }

    @Test
    void what_was_not_asked_for_waits_and_of_each_secret_only_the_latest_does() {
        changes.subscribe(subscriber);
        change(A, 1);
        change(B, 1);
        change(A, 2);
        assertThat(heard).isEmpty();
        subscription.request(1);
        assertThat(heard).containsExactly("b 1");
        subscription.request(Long.MAX_VALUE);
        subscription.request(Long.MAX_VALUE);
        assertThat(heard).containsExactly("b 1", "a 2");
        change(A, 3);
        assertThat(heard).containsExactly("b 1", "a 2", "a 3");
    }

    @Test
    void it_ends_after_what_waits_was_taken_and_at_once_for_who_comes_late() {
        changes.subscribe(subscriber);
        change(A, 1);
        changes.close();
        assertThat(heard).isEmpty();
        subscription.request(1);
        assertThat(heard).containsExactly("a 1", "complete");
        changes.subscribe(subscriber);
        assertThat(heard).containsExactly("a 1", "complete", "complete");
    }

    @Test
    void a_cancelled_subscription_hears_nothing_and_a_bad_request_ends_it() {
        changes.subscribe(subscriber);
        subscription.request(5);
        subscription.cancel();
        change(A, 1);
        changes.subscribe(subscriber);
        subscription.request(0);
        change(A, 2);
        assertThat(heard).containsExactly("a request must be positive: 0");
    }
}
