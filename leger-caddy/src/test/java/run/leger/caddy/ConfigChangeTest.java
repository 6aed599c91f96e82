package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import run.leger.core.Json;

class ConfigChangeTest {
    private static String between(String a, String b) {
        return ConfigChange.between(Json.parse(a), Json.parse(b)).toString();
    }

    @Test
    void spelling_is_no_change() {
        assertThat(between("{\"a\":1,\"b\":[\"x\",null]}", "{ \"b\" : [\"\\u0078\",null], \"a\": 1.0 }"))
                .isEqualTo("[]");
    }

    @Test
    void the_smallest_parts_that_differ_are_named() {
        assertThat(between("{\"a\":{\"b\":[1,2],\"c\":1,\"e\":1}}", "{\"a\":{\"b\":[1,3,4],\"d\":1,\"e\":{}}}"))
                .isEqualTo("[~ a/b/1, + a/b/2, - a/c, + a/d, ~ a/e]");
        assertThat(between("null", "{}")).isEqualTo("[~ (everything)]");
        assertThat(between("\"1\"", "1")).isEqualTo("[~ (everything)]");
        assertThat(between("true", "false")).isEqualTo("[~ (everything)]");
        assertThat(between("{\"a\":null}", "{}")).isEqualTo("[- a]");
        assertThat(between("[]", "{}")).isEqualTo("[~ (everything)]");
    }
}
