package run.leger.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": [1, 2], \"b\": null}",
                "[]",
                "\"t\u00e4xt\"",
                "-1.5e3",
                "true",
                "null",
                "{\"\u00fc\": \"\ud83d\ude00\"}"
            })
    void a_document_is_kept_as_it_was_written(String text) {
        assertThat(Json.parse(text)).hasToString(text);
    }

    @Test
    void white_space_around_a_document_does_not_belong_to_it() {
        assertThat(Json.parse(" \n{\"a\": 1}\n")).hasToString("{\"a\": 1}");
    }

    @Test
    void a_value_is_found_below_fields_and_indexes_behind_characters_of_several_bytes() {
        Json json = Json.parse("{\"\u00fc\": \"\ud83d\ude00\", \"b\": [0, {\"c\": \"d\\n\"}]}");

        assertThat(json.at("b", "1")).hasValue(Json.parse("{\"c\": \"d\\n\"}"));
        assertThat(json.at("b", "1", "c").orElseThrow().asText()).isEqualTo("d\n");
        assertThat(json.at("b", "2")).isEmpty();
        assertThat(json.at("x")).isEmpty();
    }
}
