package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import run.leger.core.TransportRequest;

class ConfigPathProperties {
    @Property
    void a_name_is_one_step_of_the_request_and_comes_back_as_it_is(@ForAll String name) {
        if (name.isEmpty()
                || name.equals("...")
                || name.indexOf('/') >= 0
                || name.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)) {
            assertThatThrownBy(() -> ConfigPath.of("a", name)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        String target =
                TransportRequest.get(ConfigPath.of("a", name, "b").target()).target();
        List<String> steps = List.of(target.split("/", -1));
        assertThat(steps).hasSize(5);
        assertThat(steps.get(3)).matches("[A-Za-z0-9._~%-]+").isNotIn(".", "..", "...");
        assertThat(URI.create(target).getPath()).isEqualTo("/config/a/" + name + "/b");
    }

    @Test
    void dots_alone_are_a_name_but_for_three_which_caddy_takes_for_all_of_a_list() {
        assertThat(ConfigPath.of(".", "..", "....", "a.b")).hasToString("/config/%2E/%2E%2E/%2E%2E%2E%2E/a.b");
        for (ThrowingCallable path : List.<ThrowingCallable>of(
                () -> ConfigPath.of("apps", "..."),
                () -> ConfigPath.of("...", "a"),
                () -> ConfigPath.id("..."),
                () -> ConfigPath.id("a").field("..."))) {
            assertThatThrownBy(path)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("three dots are no name for Caddy, but all that a list has");
        }
    }

    @Test
    void paths_compare_by_their_steps() {
        assertThat(ConfigPath.of("a", "0"))
                .isEqualTo(ConfigPath.of("a").index(0))
                .hasSameHashCodeAs(ConfigPath.of("a").index(0));
        assertThat(ConfigPath.id("a")).isNotEqualTo(ConfigPath.of("a"));
        assertThat(ConfigPath.root().isRoot()).isTrue();
        assertThat(ConfigPath.id("a b").field("c")).hasToString("/id/a%20b/c");
        assertThatThrownBy(() -> ConfigPath.root().index(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
