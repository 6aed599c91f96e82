package run.leger.caddy.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import run.leger.caddy.Argument;
import run.leger.caddy.Caddyfile;

/** What literal texts become, and what is said about those that are refused. */
class LiteralsTest {
    @Test
    void a_refused_text_is_not_shown() {
        assertThatThrownBy(() -> Setting.of("wait", Values.duration()).literal("s3cret-s3cret"))
                .hasMessageStartingWith("wait, duration: ")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
        assertThatThrownBy(() -> Values.text()
                        .where(text -> Optional.of("host " + text.substring(2) + " is wrong"))
                        .literal("x:PassWord"))
                .hasMessage("host \u2026 is wrong");
        assertThatThrownBy(() -> Values.word("on", "off").literal("x")).hasMessage("'\u2026' is none of on, off");
    }

    @Test
    void a_duration_that_caddy_cannot_count_is_refused() {
        Setting<Duration> wait = Setting.of("wait", Values.duration());
        assertThat(wait.of(Duration.ofDays(106_751)).arguments().get(0).token()).hasValue("2562024h");
        for (Duration longer : List.of(Duration.ofDays(106_752), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatThrownBy(() -> wait.of(longer))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("wait: Caddy has no durations of more than 292 years");
        }
        for (String token : List.of("106752d", "9".repeat(400) + "d", "-" + "9".repeat(1000) + "d")) {
            assertThat(Values.duration().problem(Argument.verbatim(token))).isPresent();
        }
    }

    @Property
    void no_reason_holds_a_text_that_it_is_about(
            @ForAll @AlphaChars @StringLength(min = 3, max = 12) String text,
            @ForAll @StringLength(max = 20) String around) {
        assertThat(Unshown.reason(around + text + around, text)).doesNotContainIgnoringCase(text);
    }

    @Test
    void a_text_is_in_quotes_where_it_would_be_a_number_without() {
        Setting<Argument> value = Setting.of("value", Values.text().quoted());
        String file = Caddyfile.builder()
                .site("a.example", site -> site.directive(value.literal("404")).directive(value.literal("a b")))
                .build()
                .render();
        assertThat(file).contains("value \"404\"\n").contains("value \"a b\"\n");
    }
}
