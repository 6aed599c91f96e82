package run.leger.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class CallOptionsProperties {
    @Property
    void nothing_ends_a_call_before_the_deadline_that_alone_was_set(
            @ForAll @LongRange(min = 1, max = 3_600_000) long millis) {
        Duration whole = Duration.ofMillis(millis);
        CallOptions complete = CallOptions.deadline(whole).orElse(CallOptions.defaults());
        assertThat(complete.deadline()).hasValue(whole);
        assertThat(complete.headerTimeout().orElseThrow()).isGreaterThanOrEqualTo(whole);
        assertThat(complete.idleTimeout().orElseThrow()).isGreaterThanOrEqualTo(whole);
        assertThat(complete.connectTimeout()).isEqualTo(CallOptions.defaults().connectTimeout());
    }

    @Property
    void what_was_said_of_the_head_and_of_silence_holds_whatever_the_deadline(
            @ForAll @LongRange(min = 1, max = 3_600_000) long millis) {
        CallOptions said =
                CallOptions.none().withHeaderTimeout(Duration.ofSeconds(1)).withIdleTimeout(Duration.ofSeconds(2));
        CallOptions complete = said.withDeadline(Duration.ofMillis(millis)).orElse(CallOptions.defaults());
        assertThat(complete.headerTimeout()).hasValue(Duration.ofSeconds(1));
        assertThat(complete.idleTimeout()).hasValue(Duration.ofSeconds(2));
        // A call without an end keeps them too.
        CallOptions endless = CallOptions.none().withoutDeadline().orElse(said);
        assertThat(endless.headerTimeout()).hasValue(Duration.ofSeconds(1));
        assertThat(endless.idleTimeout()).hasValue(Duration.ofSeconds(2));
    }
}
