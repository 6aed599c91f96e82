package run.leger.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBindingTest {
    record Grant(
            @Nullable List<String> actions,
            int level,
            @Nullable Limits limits,
            @Nullable Kind kind) {
        Grant {
            if (level > 100) {
                throw new IllegalArgumentException("a level above 100");
            }
        }
    }

    record Limits(long bytes, @Nullable Map<String, Boolean> flags) {}

    enum Kind {
        READ
    }

    interface Abstract {}

    @Test
    void a_record_is_filled_with_what_it_knows() {
        Json json = Json.parse(
                "{\"actions\":[\"a\",\"\u00e4\"],\"level\":3,\"limits\":{\"bytes\":9007199254740993,\"flags\":{\"x\":true},\"new\":[]},\"later\":{}}");
        assertThat(json.as(Grant.class))
                .isEqualTo(
                        new Grant(List.of("a", "\u00e4"), 3, new Limits(9007199254740993L, Map.of("x", true)), null));
        assertThat(Json.parse("{}").as(Grant.class)).isEqualTo(new Grant(null, 0, null, null));
        assertThat(Json.parse("[1,[{\"level\":4}]]")
                        .at("1", "0")
                        .orElseThrow()
                        .as(Grant.class)
                        .level())
                .isEqualTo(4);
        assertThat(Json.parse("\"text\"").as(String.class)).isEqualTo("text");
        assertThat(Json.parse("7").as(int.class)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | null",
                "[] | not run.leger.core.JsonBindingTest$Grant",
                "\"hunter2\" | not run.leger.core.JsonBindingTest$Grant",
                "{\"level\":\"hunter2\"} | at /level: not int",
                "{\"level\":\"7\"} | at /level: not int",
                "{\"level\":1.5} | at /level: not int",
                "{\"level\":99999999999} | at /level",
                "{\"actions\":\"hunter2\"} | at /actions: not java.util.ArrayList",
                "{\"actions\":[[\"hunter2\"]]} | at /actions/0: not java.lang.String",
                "{\"limits\":{\"flags\":{\"a\\nb\":\"hunter2\"}}} | at /limits/flags/a?b: not java.lang.Boolean",
                "{\"kind\":\"hunter2\"} | at /kind: not run.leger.core.JsonBindingTest$Kind",
                "{\"level\":101} | refused by run.leger.core.JsonBindingTest$Grant"
            })
    void what_does_not_fit_is_malformed_at_its_place_and_not_repeated(String json, String said) {
        assertThatThrownBy(() -> Json.parse(json).as(Grant.class))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining(said)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void what_the_constructor_of_the_caller_threw_is_the_cause() {
        assertThatThrownBy(() -> Json.parse("{\"level\":101}").as(Grant.class))
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a level above 100");
    }

    @Test
    void a_type_that_cannot_be_filled_is_misuse() {
        assertThatThrownBy(() -> Json.parse("{}").as(Abstract.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("open to com.fasterxml.jackson.databind");
        assertThatThrownBy(() -> Json.parse("\"hunter2\"").as(SecretBytes.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Property(tries = 500)
    void a_value_that_is_no_json_is_malformed(@ForAll byte[] bytes) {
        try {
            assertThat(Json.slice(bytes, 0, bytes.length).as(Grant.class)).isNotNull();
        } catch (MalformedReplyException e) {
            assertThat(e.getMessage()).contains("Grant");
        }
    }

    @Test
    void without_databind_everything_else_works_and_the_error_names_what_to_add() throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("jackson-databind")) {
                path.add(new File(entry).toURI().toURL());
            }
        }
        try (URLClassLoader bare = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = bare.loadClass(Json.class.getName());
            Object json = type.getMethod("parse", String.class).invoke(null, "{\"a\":1}");
            assertThat(json).hasToString("{\"a\":1}");
            assertThatThrownBy(() -> type.getMethod("as", Class.class).invoke(json, String.class))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("add com.fasterxml.jackson.core:jackson-databind");
        }
    }
}
